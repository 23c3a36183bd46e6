/** D5: the answer, slot by slot, worth more where evidence grounds it. */
import { type ScoreLine, slotLabel } from '@firedrill/protocol';
import type { Facts } from './facts.ts';
import { line } from './line.ts';
import { attemptWorth, hintedWorth, ungroundedWorth } from './weights.ts';

const maxAnswer = 15;

export function answerLines({ answers, key, good, endT, blind, hintedSlots }: Facts): ScoreLine[] {
  const answer = answers.at(-1);
  const rule = 'answer';
  if (!answer) return [line('D5', rule, maxAnswer, { got: 0, why: 'No root cause was submitted.' })];
  const known = good.filter(({ t }) => t <= endT);
  let sum = 0;
  const told: string[] = [];
  const grounds: number[] = [];
  for (const [slot, { weight, credit, backedBy }] of Object.entries(key.slots)) {
    const value = answer.slots[slot];
    const match = value ? (credit[value] ?? 0) : 0;
    const pin = known.find(({ signal }) => backedBy.includes(signal));
    const grounded = blind && pin !== undefined;
    if (match > 0 && grounded) grounds.push(pin.seq);
    sum += weight * match * (grounded ? 1 : ungroundedWorth) * (hintedSlots.has(slot) ? hintedWorth : 1);
    const verdict = match >= 1 ? 'right' : match > 0 ? 'partly right' : value ? 'wrong' : 'empty';
    told.push(`${slotLabel(slot)} ${verdict}${match > 0 && !grounded ? ' but not grounded' : ''}`);
  }
  const attempt = attemptWorth[Math.min(answers.length, attemptWorth.length) - 1] ?? 0;
  const attempts = answers.length > 1 ? ` Attempt ${answers.length} counts ${attempt}.` : '';
  return [
    line('D5', rule, maxAnswer, {
      got: sum * attempt,
      why: `Of the answer: ${told.join(', ')}.${attempts}`,
      because: [...answers.map(({ seq }) => seq), ...grounds],
    }),
  ];
}
