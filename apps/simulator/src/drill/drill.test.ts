import type { PinRequest } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { chain } from '../journal/index.ts';
import { type Command, type DrillState, decide, doorIsOpen, evolve, initial } from './index.ts';
import { possible } from './testing/little-shop.ts';

const host = { seatId: 'h', role: 'host' } as const;
const page = { rule: 'ApiLatencyHigh', firedAtMs: 5_000_000, value: 1.4 };

/** Carries a command out, or throws the refusal. */
function perform(
  state: DrillState,
  command: Command,
  wallMs = 1000,
  actor: { seatId: string; role: 'host' | 'trainee' } = host,
): DrillState {
  const decision = decide(state, command, actor, wallMs);
  if (!decision.ok)
    throw new Error(`${decision.code}: ${decision.message}${decision.field ? ` (${decision.field})` : ''}`);
  const last = state.seq === 0 ? null : { seq: state.seq, hash: state.hash };
  const unchained = decision.entries.map((data) => ({
    wallMs,
    incidentMs: page.firedAtMs,
    workMs: 0,
    actor: actor.seatId,
    name: 'Ana',
    data,
  }));
  return chain(last, unchained).reduce(evolve, state);
}

const started = perform(initial, { type: 'start', page, worldReady: true });
const running = perform(started, { type: 'acknowledge' });

const pin = (modality: 'metric' | 'log'): PinRequest => ({
  query: modality === 'metric' ? { modality, expr: 'up', focus: {} } : { modality, query: '{service="redis"}' },
  window: { fromMs: 1, toMs: 2 },
  reading: 'higher',
  title: modality,
  note: '',
});

const complete = {
  slots: { component: { value: 'redis', pins: [] }, mechanism: { value: 'other', pins: [] } },
  because: 'b',
  predictions: [{ id: 'p', text: 't', query: pin('metric').query, outcome: 'higher' as const }],
  alternatives: [{ component: 'queue', mechanism: 'other', because: 'no', pins: [] }],
};

const withEvidence = [pin('metric'), pin('log')].reduce(
  (state, one, i) => perform(state, { type: 'pin', pinId: `e${i}`, pin: one }),
  running,
);
const locked = perform(perform(withEvidence, { type: 'write', hypothesis: complete }), { type: 'lock' });

describe('a drill', () => {
  it('starts only when the shop is ready, and only by its host', () => {
    expect(() => perform(initial, { type: 'start', page, worldReady: false })).toThrow(/not_ready/);
    expect(() =>
      perform(initial, { type: 'start', page, worldReady: true }, 1, { seatId: 't', role: 'trainee' }),
    ).toThrow(/forbidden/);
  });

  it('lets nobody work before the page is acknowledged', () => {
    expect(() => perform(started, { type: 'pin', pinId: 'x', pin: pin('log') })).toThrow(/acknowledge the page first/);
  });

  it('opens the door at the first lock of a complete hypothesis, not before', () => {
    const incomplete = perform(perform(running, { type: 'write', hypothesis: { ...complete, predictions: [] } }), {
      type: 'lock',
    });
    expect(doorIsOpen(incomplete)).toBe(false);
    expect(() => perform(incomplete, { type: 'code', data: { type: 'code.opened', path: 'src' } })).toThrow(
      /door_closed.*evidence, second-modality, prediction/,
    );
    expect(doorIsOpen(locked)).toBe(true);
  });

  it('gives hints one after the other, each once, whoever asks', () => {
    const hint = { level: 1 as const, text: 'Look at the pool.', reveals: ['pool'] };
    const helped = perform(running, { type: 'hint', number: 1, hint });
    expect(helped.hints).toEqual([{ seq: helped.seq, author: 'Ana', level: 1, text: 'Look at the pool.' }]);
    expect(() => perform(helped, { type: 'hint', number: 1, hint })).toThrow(/has that hint already/);
    expect(() => perform(helped, { type: 'hint', number: 3, hint })).toThrow(/one after the other/);
    expect(() => perform(helped, { type: 'hint', number: 2, hint: null })).toThrow(/no such hint/);
    expect(() => perform(started, { type: 'hint', number: 1, hint })).toThrow(/acknowledge the page first/);
  });

  it('refuses a hypothesis that cites a pin it does not have, naming the field', () => {
    const foreign = { ...complete, slots: { component: { value: 'redis', pins: ['of-another-team'] } } };
    expect(() => perform(withEvidence, { type: 'write', hypothesis: foreign })).toThrow(/slots\.component\.pins/);
  });

  it('takes an answer and three revisions', () => {
    let state = locked;
    for (let i = 0; i < 4; i++) state = perform(state, { type: 'submit' });
    expect(() => perform(state, { type: 'submit' })).toThrow(/three|3 times/);
  });

  it('moves the incident clock only when all who are present want to skip', () => {
    const skip = { type: 'clock', command: { op: 'skip', by: 'minute' }, latestMs: 9e12, present: ['h', 't'] } as const;
    const asked = perform(running, skip, 2000);
    expect(asked.clock).toEqual(running.clock);
    const agreed = perform(asked, skip, 3000, { seatId: 't', role: 'trainee' });
    expect(agreed.clock.incidentMs).toBe(page.firedAtMs + 2000 + 60_000);
    expect(agreed.clock.workMs).toBe(2000);
  });

  it('does not skip past what is known of the world', () => {
    const skip = {
      type: 'clock',
      command: { op: 'skip', by: 'hour' },
      latestMs: page.firedAtMs + 1000,
      present: ['h'],
    } as const;
    expect(() => perform(running, skip)).toThrow(/out_of_turn/);
  });

  it('stops both clocks in a pause, lets people write, and lets nobody act', () => {
    const paused = perform(running, { type: 'clock', command: { op: 'pause' }, latestMs: 9e12, present: [] }, 5000);
    expect(paused.clock).toMatchObject({ speed: 0, incidentMs: page.firedAtMs + 4000, workMs: 4000 });
    expect(perform(paused, { type: 'pin', pinId: 'x', pin: pin('log') }).pins).toHaveLength(1);
    const act = {
      type: 'act',
      action: { verb: 'restart', service: 'api-gateway' },
      possible,
    } as const;
    expect(() => perform(paused, act)).toThrow(/paused/);
    expect(perform(running, act).actions).toHaveLength(1);
  });

  it('counts a time without a server as a pause', () => {
    const back = perform(running, { type: 'outage', untilWallMs: 4000 }, 60_000);
    expect(back.clock).toEqual({ wallMs: 60_000, incidentMs: page.firedAtMs + 3000, workMs: 3000, speed: 1 });
  });

  it('lets a team in early in open mode, once a seat, and says so', () => {
    const open: DrillState = { ...running, mode: 'open' };
    const entered = perform(open, { type: 'enter-early' });
    expect(entered.earlyEntrants).toEqual(['h']);
    expect(perform(entered, { type: 'enter-early' }).seq).toBe(entered.seq);
    expect(perform({ ...locked, mode: 'open' }, { type: 'enter-early' }).earlyEntrants).toEqual([]);
    expect(() => perform(running, { type: 'enter-early' })).toThrow(/door_closed/);
  });

  it('changes nothing after the end', () => {
    const ended = perform(locked, { type: 'end' });
    expect(ended.clock.speed).toBe(0);
    expect(() => perform(ended, { type: 'submit' })).toThrow(/has ended/);
  });
});
