/** What a run must have, whatever its points, to pass. */
import type { Gate } from '@firedrill/protocol';
import { contradictionChecks } from './d4-validation.ts';
import { harmfulActions } from './d6-close.ts';
import type { Facts } from './facts.ts';
import { assisted } from './hints.ts';
import { distinctSeqs } from './line.ts';
import { mostSubmissionsToPass } from './weights.ts';

const seqsOf = (entries: readonly { readonly seq: number }[]): number[] => distinctSeqs(entries.map(({ seq }) => seq));

export function gatesOf(facts: Facts): Gate[] {
  const { blind, lock, firstCode, answers } = facts;
  const checks = contradictionChecks(facts);
  const harmful = harmfulActions(facts);
  const helped = assisted(facts);
  const attempts = answers.length;
  return [
    {
      id: 'ready-before-code',
      met: blind,
      why: blind ? 'A ready hypothesis came before any code.' : 'No ready hypothesis came before code.',
      because: seqsOf([lock, firstCode].flatMap((entry) => entry ?? [])),
    },
    {
      id: 'contradiction-check',
      met: checks.length > 0,
      why: checks.length > 0 ? 'A last look for a contradiction.' : 'No last look for a contradiction.',
      because: seqsOf(checks),
    },
    {
      id: 'few-attempts',
      met: attempts >= 1 && attempts <= mostSubmissionsToPass,
      why:
        attempts === 0 ? 'No root cause was submitted.' : `Submitted ${attempts === 1 ? 'once' : `${attempts} times`}.`,
      because: seqsOf(answers),
    },
    {
      id: 'not-harmful',
      met: harmful.length === 0,
      why: harmful.length === 0 ? 'No action made it worse.' : 'An action made it worse.',
      because: seqsOf(harmful),
    },
    {
      id: 'unaided',
      met: helped.length === 0,
      why: helped.length === 0 ? 'Without a hint that gives the answer.' : 'A hint nearly gave the answer.',
      because: seqsOf(helped),
    },
  ];
}
