import type { Hypothesis } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { emptyHypothesis, mergeDraft, sameDraft, setSlotValue, slotOf, togglePin, withoutGonePins } from './draft.ts';

const written = (component: string, because = ''): Hypothesis => ({
  ...setSlotValue(emptyHypothesis, 'component', component),
  because,
});

describe('a draft', () => {
  it('keeps the citations of a slot when its value changes, and the other way round', () => {
    const cited = togglePin(setSlotValue(emptyHypothesis, 'component', 'redis'), 'component', 'p1');
    expect(slotOf(setSlotValue(cited, 'component', 'queue'), 'component')).toEqual({ value: 'queue', pins: ['p1'] });
    expect(slotOf(togglePin(cited, 'component', 'p1'), 'component')).toEqual({ value: 'redis', pins: [] });
  });

  it('has no slot left when its value and citations are gone', () => {
    expect(setSlotValue(written('redis'), 'component', '')).toEqual(emptyHypothesis);
  });

  it('is the same whatever order its slots were filled in', () => {
    const a = setSlotValue(written('redis'), 'mechanism', 'other');
    const b = setSlotValue(setSlotValue(emptyHypothesis, 'mechanism', 'other'), 'component', 'redis');
    expect(sameDraft(a, b)).toBe(true);
    expect(sameDraft(a, setSlotValue(a, 'since', '1'))).toBe(false);
  });
});

describe('merging', () => {
  it('takes what a team mate wrote where nothing was typed here', () => {
    expect(mergeDraft(written(''), written(''), written('redis', 'because'))).toEqual(written('redis', 'because'));
  });

  it('keeps what was typed here and takes the rest', () => {
    const merged = mergeDraft(written('a', 'x'), written('a', 'typing'), written('b', 'x'));
    expect(merged).toEqual(written('b', 'typing'));
  });

  it('lets a slot that was cleared here stay cleared', () => {
    expect(mergeDraft(written('a'), emptyHypothesis, written('a', 'theirs'))).toEqual({
      ...emptyHypothesis,
      because: 'theirs',
    });
  });
});

it('drops citations of withdrawn pins and keeps the values', () => {
  const cited = togglePin(written('redis'), 'component', 'gone');
  expect(slotOf(withoutGonePins(cited, []), 'component')).toEqual({ value: 'redis', pins: [] });
});
