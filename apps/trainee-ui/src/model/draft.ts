import type { Hypothesis, Pin, Slots } from '@firedrill/protocol';

export type SlotName = keyof Slots;
export type Slot = NonNullable<Slots[SlotName]>;

export const emptyHypothesis: Hypothesis = { slots: {}, because: '', predictions: [], alternatives: [] };

const emptySlot: Slot = { value: '', pins: [] };

export const slotOf = (draft: Hypothesis, name: SlotName): Slot => draft.slots[name] ?? emptySlot;

function withSlot(draft: Hypothesis, name: SlotName, slot: Slot): Hypothesis {
  const { [name]: _before, ...others } = draft.slots;
  const isEmpty = slot.value === '' && slot.pins.length === 0;
  return { ...draft, slots: isEmpty ? others : { ...others, [name]: slot } };
}

export const setSlotValue = (draft: Hypothesis, name: SlotName, value: string): Hypothesis =>
  withSlot(draft, name, { ...slotOf(draft, name), value });

/** Cites a pin for a slot, or stops citing it. A slot takes eight at most. */
export function togglePin(draft: Hypothesis, name: SlotName, pinId: string): Hypothesis {
  const slot = slotOf(draft, name);
  return withSlot(draft, name, { ...slot, pins: toggled(slot.pins, pinId) });
}

export function toggled(pins: readonly string[], pinId: string): string[] {
  return pins.includes(pinId) ? pins.filter((held) => held !== pinId) : [...pins, pinId].slice(0, 8);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sorted = (draft: Hypothesis): Hypothesis => ({
  ...draft,
  slots: Object.fromEntries(Object.entries(draft.slots).sort(([a], [b]) => (a < b ? -1 : 1))),
});

export const sameDraft = (a: Hypothesis, b: Hypothesis): boolean => {
  const [left, right] = [sorted(a), sorted(b)];
  return (
    same(left.slots, right.slots) &&
    left.because === right.because &&
    same(left.predictions, right.predictions) &&
    same(left.alternatives, right.alternatives)
  );
};

const pick = <T>(base: T, local: T, remote: T): T => (same(base, local) ? remote : local);

const slotNames: readonly SlotName[] = [
  'component',
  'mechanism',
  'since',
  'resource',
  'trigger',
  'blastRadius',
  'recovery',
];

/** What a team mate wrote, with what is being typed here on top: per slot and list, a local change wins. */
export function mergeDraft(base: Hypothesis, local: Hypothesis, remote: Hypothesis): Hypothesis {
  const slots: Slots = {};
  for (const name of slotNames) {
    const slot = pick(base.slots[name], local.slots[name], remote.slots[name]);
    if (slot !== undefined) slots[name] = slot;
  }
  return {
    slots,
    because: pick(base.because, local.because, remote.because),
    predictions: pick(base.predictions, local.predictions, remote.predictions),
    alternatives: pick(base.alternatives, local.alternatives, remote.alternatives),
  };
}

/** Without citations of pins that were withdrawn, which the server would refuse. */
export function withoutGonePins(draft: Hypothesis, pins: readonly Pin[]): Hypothesis {
  const ids = new Set(pins.map((pin) => pin.id));
  const kept = (cited: readonly string[]): string[] => cited.filter((id) => ids.has(id));
  const slots: Slots = {};
  for (const name of slotNames) {
    const slot = draft.slots[name];
    if (slot !== undefined) slots[name] = { ...slot, pins: kept(slot.pins) };
  }
  return { ...draft, slots, alternatives: draft.alternatives.map((one) => ({ ...one, pins: kept(one.pins) })) };
}
