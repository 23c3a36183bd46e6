import { expect, it } from 'vitest';
import { parseTimeOfDay } from './timeInput.ts';

const near = Date.UTC(2024, 2, 16, 13, 50);

it.each([
  ['13:45', Date.UTC(2024, 2, 16, 13, 45)],
  ['13:45:10', Date.UTC(2024, 2, 16, 13, 45, 10)],
  ['1345', Date.UTC(2024, 2, 16, 13, 45)],
  [' 9:05 UTC ', Date.UTC(2024, 2, 16, 9, 5)],
  ['02:00', Date.UTC(2024, 2, 16, 2, 0)],
])('reads %s', (text, expected) => expect(parseTimeOfDay(text, near)).toBe(expected));

it('takes the day that is nearest', () => {
  expect(parseTimeOfDay('23:59', Date.UTC(2024, 2, 16, 0, 5))).toBe(Date.UTC(2024, 2, 15, 23, 59));
});

it.each(['', '25:00', '12:61', 'noon', '1:2:3:4'])('refuses %j', (text) => {
  expect(parseTimeOfDay(text, near)).toBeNull();
});
