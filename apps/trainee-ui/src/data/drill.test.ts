import type { DrillView } from '@firedrill/protocol';
import { expect, it } from 'vitest';
import { incidentNowOf } from '../model/now.ts';
import { newerView } from './drill.tsx';

const view = (over: Partial<DrillView>): DrillView =>
  // Only the fields that are looked at here.
  ({
    id: 'd',
    seq: 5,
    serverMs: 100,
    clock: { wallMs: 0, incidentMs: 1_000_000, workMs: 0, speed: 1 },
    world: { fromMs: 0, toMs: 1_060_000, ready: true, share: 1, doing: '' },
    endsAtMs: 2_000_000,
    ...over,
  }) as DrillView;

it('keeps the newer view, whichever way it came', () => {
  const held = view({});
  const older = view({ seq: 4, serverMs: 200 });
  const sameSeqEarlier = view({ serverMs: 90 });
  const sameSeqLater = view({ serverMs: 110 });
  const ofAnother = view({ id: 'e', seq: 1 });
  expect(newerView(held, older)).toBe(held);
  expect(newerView(held, sameSeqEarlier)).toBe(held);
  expect(newerView(held, sameSeqLater)).toBe(sameSeqLater);
  expect(newerView(held, ofAnother)).toBe(ofAnother);
  expect(newerView(null, held)).toBe(held);
});

it('stops the incident clock where telemetry ends, and at the end of the drill', () => {
  expect(incidentNowOf(view({}), 30_000)).toBe(1_030_000);
  expect(incidentNowOf(view({}), 90_000)).toBe(1_060_000);
  expect(incidentNowOf(view({ endsAtMs: 1_020_000 }), 90_000)).toBe(1_020_000);
});

it('never shows less than what the clock was set to', () => {
  const behind = { fromMs: 0, toMs: 10, ready: false, share: 0, doing: '' };
  expect(incidentNowOf(view({ world: behind }), 30_000)).toBe(1_000_000);
});
