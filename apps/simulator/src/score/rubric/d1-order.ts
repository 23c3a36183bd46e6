/** D1: from data to hypothesis to code, in this order. */
import type { ScoreLine } from '@firedrill/protocol';
import { type Facts, modalitiesOf, readinessOf, signalsOf } from './facts.ts';
import { line, plural } from './line.ts';
import { narrowing } from './worlds.ts';

const maxReady = 9;
const maxModalities = 6;

/** Right pins before any code, or before the answer where no code was opened. */
const unhelpedBeforeCode = ({ good, codeT, endT, hintedSignals }: Facts) =>
  good.filter(({ t, signal }) => t < Math.min(codeT, endT + 1) && !hintedSignals.has(signal));

function readyBeforeCode(facts: Facts): ScoreLine {
  const { key, lock, firstCode, blind, hypotheses } = facts;
  const make = (got: number, why: string, because: readonly (number | undefined)[]) =>
    line('D1', 'ready-before-code', maxReady, { got, why, because });
  if (blind)
    return make(maxReady, 'A hypothesis that its own evidence makes ready was locked before any code was opened.', [
      lock?.seq,
    ]);
  const pins = unhelpedBeforeCode(facts);
  const share = narrowing(key, signalsOf(pins));
  const first = hypotheses.find(({ t }) => t < facts.codeT);
  const order = firstCode ? 'Code was opened before a ready hypothesis was locked.' : 'No ready hypothesis was locked.';
  const lacks = first ? ` The first one lacked ${readinessOf(facts, first).lacks.join(', ') || 'nothing'}.` : '';
  const half = pins.length > 0 ? ` Half of this line is earned by ${plural(pins.length, 'right pin')} alone.` : '';
  return make((maxReady / 2) * share, `${order}${lacks}${half}`, [
    ...pins.map(({ seq }) => seq),
    first?.seq,
    firstCode?.seq,
  ]);
}

function modalitiesBeforeCode(facts: Facts): ScoreLine {
  const pins = unhelpedBeforeCode(facts);
  const kinds = modalitiesOf(facts, signalsOf(pins)).sort();
  return line('D1', 'modalities-before-code', maxModalities, {
    got: 2 * Math.min(3, kinds.length),
    why: `Kinds of telemetry with a right pin before any code: ${kinds.join(', ') || 'none'}.`,
    because: pins.map(({ seq }) => seq),
  });
}

export const orderLines = (facts: Facts): ScoreLine[] => [readyBeforeCode(facts), modalitiesBeforeCode(facts)];
