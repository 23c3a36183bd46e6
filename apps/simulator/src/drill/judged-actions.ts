/** What each action changed, as one tells it afterwards. */
import { actionText, type Debrief } from '@firedrill/protocol';
import type { Effect } from '../evidence/index.ts';
import type { Entry } from '../journal/index.ts';
import type { Findings } from '../score/index.ts';

const minutes = (ms: number): string => {
  const rounded = Math.round(ms / 6_000) / 10;
  return rounded === 1 ? '1 minute' : `${rounded} minutes`;
};
const count = (value: number): string => value.toLocaleString('en-GB');

function whyOf({ acted, untouched, lostKeys }: Effect): string {
  const parts = [
    `From then on the alert held for ${minutes(acted.firingMs)}, without it ${minutes(untouched.firingMs)}`,
    `${count(acted.failedRequests)} requests failed instead of ${count(untouched.failedRequests)}`,
    `${count(acted.failedWrites)} of them orders, carts, uploads and log-ins instead of ${count(untouched.failedWrites)}`,
    ...(lostKeys > 0 ? ['what the key held is lost'] : []),
  ];
  return `${parts.join('; ')}.`;
}

export const judgedActions = (journal: readonly Entry[], findings: Findings): Debrief['actions'] =>
  journal.flatMap(({ data, seq }) => {
    const effect = findings.effects[seq];
    if (data.type !== 'mitigation.executed' || !effect) return [];
    return [{ seq, text: actionText(data.action), verdict: effect.verdict, why: whyOf(effect) }];
  });
