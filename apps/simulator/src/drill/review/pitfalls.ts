/** The method's five pitfalls. The rules are told in docs/pitfalls.md. */
import type { Pitfall } from '@firedrill/protocol';
import { tellsAnything } from '../../score/index.ts';
import { ofKind, type Run } from './run.ts';

const onsetSeconds = 60;

type Found = Omit<Pitfall, 'id'>;

const lastHypothesis = (run: Run) => ofKind(run, 'hypothesis').at(-1);
const seqsOf = (entries: readonly { readonly seq: number }[]): number[] => entries.map(({ seq }) => seq);
const pinsOf = (run: Run, signals: readonly string[]) =>
  run.facts.pins.filter(({ pin }) => signals.includes(pin.signal)).map(({ pin }) => pin);

/** A cited log line that is there whatever is wrong. */
function weirdLogEntry(run: Run): Found {
  const last = lastHypothesis(run);
  if (!last || last.refs.length === 0) return { state: 'open', why: 'No hypothesis cited anything.', because: [] };
  const { key } = run;
  const noise = last.refs.filter((ref) => key.signals[ref]?.modality === 'log' && !tellsAnything(key, ref));
  const right = last.refs.filter((ref) => run.facts.good.some(({ signal }) => signal === ref));
  const kinds = new Set(right.map((ref) => key.signals[ref]?.modality));
  if (noise.length > 0 && kinds.size < 2)
    return {
      state: 'met',
      why: `The hypothesis rests on a log line that would be there whatever was wrong: ${noise.map((ref) => key.signals[ref]?.title ?? ref).join(', ')}.`,
      because: [last.seq, ...seqsOf(pinsOf(run, noise))],
    };
  return kinds.size >= 2
    ? {
        state: 'avoided',
        why: 'The hypothesis rests on right evidence of more than one kind, and not on a single line.',
        because: [last.seq, ...seqsOf(pinsOf(run, right))],
      }
    : {
        state: 'open',
        why: 'The hypothesis cites no log line that is noise, and no pattern either.',
        because: [last.seq],
      };
}

/** Somebody is blamed for what only others say of them. */
function downstreamLog(run: Run): Found {
  const last = lastHypothesis(run);
  const blamed = last?.slots.component;
  if (!last || !blamed) return { state: 'open', why: 'No hypothesis blamed anybody.', because: [] };
  const places = (signals: readonly string[]): Set<string> =>
    new Set(
      run.book.signals
        .all()
        .filter(({ id }) => signals.includes(id))
        .flatMap(({ about }) => about.measuredAt),
    );
  const pins = run.facts.pins.filter(({ pin }) => pin.t <= last.t).map(({ pin }) => pin);
  const cited = places(last.refs);
  const known = places(pins.map(({ signal }) => signal));
  const logs = last.refs.filter((ref) => run.key.signals[ref]?.modality === 'log');
  const oneSided = logs.length > 0 && [...places(logs)].every((place) => place !== blamed);
  if (oneSided && !known.has(blamed))
    return {
      state: 'met',
      why: `${blamed} is blamed for what others log of it; nothing that was pinned was measured there.`,
      because: [last.seq, ...seqsOf(pinsOf(run, logs))],
    };
  const sides = run.key.edge.map((side) => pins.find(({ signal }) => side.includes(signal)));
  const [caller, callee] = sides;
  if (caller && callee)
    return {
      state: 'avoided',
      why: 'Both sides of the edge where it went wrong were pinned.',
      because: seqsOf([caller, callee]),
    };
  return cited.has(blamed)
    ? { state: 'avoided', why: `What was cited was measured at ${blamed} itself.`, because: [last.seq] }
    : {
        state: 'open',
        why: 'No log of another component was held against the one that was blamed.',
        because: [last.seq],
      };
}

/** An onset as late as its metric, or a recovery believed before the metric could show it. */
function metricLag(run: Run): Found {
  const onsets = ofKind(run, 'timeline').filter(({ onset }) => onset);
  const early = ofKind(run, 'recovery').find(({ afterLag }) => !afterLag);
  const onset = onsets.at(-1);
  const lateBy = onset ? onset.at - run.key.onset : 0;
  if (onset && lateBy > onsetSeconds)
    return {
      state: 'met',
      why: `The onset was put ${Math.round(lateBy)} s too late: a metric shows with a lag, and a rate over minutes still later.`,
      because: [onset.seq],
    };
  if (early)
    return { state: 'met', why: 'The recovery was called verified while the alert still held.', because: [early.seq] };
  return onset && Math.abs(lateBy) <= onsetSeconds
    ? { state: 'avoided', why: 'The onset on the timeline is right within a minute.', because: [onset.seq] }
    : { state: 'open', why: 'The timeline marks no onset that could tell.', because: onset ? [onset.seq] : [] };
}

function codeFirst({ facts }: Run): Found {
  const { firstCode, lock, blind } = facts;
  if (firstCode && !blind)
    return {
      state: 'met',
      why: 'Code was opened before the evidence had narrowed it down to a ready hypothesis.',
      because: [firstCode.seq],
    };
  return {
    state: 'avoided',
    why: firstCode ? 'A ready hypothesis came before the first look at code.' : 'No code was opened.',
    because: [lock?.seq, firstCode?.seq].flatMap((seq) => seq ?? []),
  };
}

function undocumented(run: Run): Found {
  const { firstCode } = run.facts;
  const written = ofKind(run, 'hypothesis').find(
    ({ t, slots }) => (!firstCode || t < firstCode.t) && slots.component && slots.mechanism,
  );
  if (written)
    return { state: 'avoided', why: 'What was believed stood in writing before any code.', because: [written.seq] };
  return firstCode
    ? { state: 'met', why: 'Code was read before any hypothesis stood in writing.', because: [firstCode.seq] }
    : { state: 'open', why: 'No code was opened, and no hypothesis was written.', because: [] };
}

export const pitfallsOf = (run: Run): Pitfall[] => [
  { id: 'weird-log-entry', ...weirdLogEntry(run) },
  { id: 'downstream-log', ...downstreamLog(run) },
  { id: 'metric-lag', ...metricLag(run) },
  { id: 'code-first', ...codeFirst(run) },
  { id: 'undocumented-hypothesis', ...undocumented(run) },
];
