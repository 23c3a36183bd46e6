/** D6: what was done about it, and whether anybody made sure. */
import type { ScoreLine } from '@firedrill/protocol';
import { entriesOf, type Facts } from './facts.ts';
import { line } from './line.ts';

const maxMitigation = 2;
const maxRecovery = 3;

export const harmfulActions = (facts: Facts) => entriesOf(facts, 'action').filter(({ harmful }) => harmful);

function mitigation(facts: Facts): ScoreLine {
  const actions = entriesOf(facts, 'action');
  const harmful = harmfulActions(facts);
  const fitting = actions.filter(({ fits }) => fits);
  const make = (got: number, why: string, because: readonly (number | undefined)[]) =>
    line('D6', 'mitigation', maxMitigation, { got, why, because });
  if (harmful.length > 0)
    return make(
      0,
      'An action made it worse.',
      harmful.map(({ seq }) => seq),
    );
  if (facts.key.nothingWrong) {
    const answer = facts.answers.at(-1);
    return answer
      ? make(maxMitigation, 'Nothing was broken, and nothing was done that hurt.', [
          answer.seq,
          ...actions.map(({ seq }) => seq),
        ])
      : make(0, 'Nothing was broken, but nobody said so.', []);
  }
  return fitting.length > 0
    ? make(
        maxMitigation,
        'An action helped clearly, compared with not having done it.',
        fitting.map(({ seq }) => seq),
      )
    : make(
        0,
        actions.length > 0 ? 'No action changed much.' : 'Nothing was done about it.',
        actions.map(({ seq }) => seq),
      );
}

function recovery(facts: Facts): ScoreLine {
  const all = entriesOf(facts, 'recovery');
  const good = all.filter(({ signal, afterLag }) => afterLag && facts.key.symptoms.includes(signal));
  const harmful = harmfulActions(facts);
  const why =
    harmful.length > 0
      ? 'An action made it worse, which takes this line too.'
      : good.length > 0
        ? 'Verified on what users feel, after the metric had had time to show it.'
        : all.length > 0
          ? 'Said to be verified, without a look at what users feel that was late enough to show it.'
          : 'Nobody verified that it was over.';
  return line('D6', 'recovery-verified', maxRecovery, {
    got: harmful.length === 0 && good.length > 0 ? maxRecovery : 0,
    why,
    because: [...all, ...harmful].map(({ seq }) => seq),
  });
}

export const closeLines = (facts: Facts): ScoreLine[] => [mitigation(facts), recovery(facts)];
