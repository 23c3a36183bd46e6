/** A journal as the rubric looks at it. */
import type { Hypothesis, Prediction } from '@firedrill/protocol';
import { isSymptom, judgeReading } from '../../evidence/index.ts';
import { type Entry, journalVersion, type PanelQuery, UnknownEntry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { pairOf, type RecordData, type RecordEntry, type RubricKey } from '../rubric/index.ts';
import { aboutOf } from './about.ts';
import { type Book, predictedIn } from './book.ts';
import { componentRead } from './code.ts';
import type { Findings } from './findings.ts';
import { symptomSignal } from './key.ts';
import type { DrillSignal } from './signals.ts';
import { slotNames, slotsOf } from './slots.ts';

/** What is looked at before a last check or a verification belongs to it. */
const justBeforeMs = 5 * 60_000;
/** The page's rule must have been quiet for this long. */
const quietMs = 60_000;
/** Keeps the order of entries that the work clock does not tell apart, such as those of a pause. */
const tickSeconds = 1e-4;

export interface Translation {
  readonly journal: readonly Entry[];
  readonly scenario: Scenario;
  readonly findings: Findings;
  readonly book: Book;
  readonly key: RubricKey;
}

const asPanel = (query: PanelQuery) => aboutOf(query.modality === 'metric' ? { ...query, focus: {} } : query);

class Translator {
  readonly #of: Translation;
  readonly #pins = new Map<string, { readonly signal: DrillSignal; readonly seq: number }>();
  readonly #removed: ReadonlySet<string>;
  readonly #lastOnset: string | undefined;
  #blamed: string | undefined;

  constructor(of: Translation) {
    this.#of = of;
    const { journal } = of;
    this.#removed = new Set(journal.flatMap(({ data }) => (data.type === 'timeline.removed' ? data.entryId : [])));
    const lastLock = journal.findLast(({ data }) => data.type === 'hypothesis.locked')?.seq ?? Number.POSITIVE_INFINITY;
    const onsets = journal.flatMap(({ data, seq }) =>
      data.type === 'timeline.added' && data.entry.onset && seq < lastLock && !this.#removed.has(data.entryId)
        ? data.entryId
        : [],
    );
    this.#lastOnset = onsets.at(-1);
  }

  /** In order; nothing for what has no weight. Throws UnknownEntry. */
  of(entry: Entry): RecordData[] {
    const { data } = entry;
    switch (data.type) {
      case 'drill.created':
      case 'member.joined':
      case 'drill.started':
      case 'clock.changed':
      case 'clock.skip-voted':
      case 'hypothesis.written':
      case 'timeline.removed':
      case 'code.entered-early':
      case 'felt.told':
        return [];
      case 'page.acknowledged':
      case 'drill.ended':
        return [{ kind: 'other' }];
      case 'metric.queried':
      case 'log.queried':
      case 'trace.searched':
      case 'trace.opened':
      case 'events.viewed':
        return this.#query(entry);
      case 'panel.viewed':
        return this.#shown(asPanel(data.query)).map((signal) => ({ kind: 'view', signal }));
      case 'evidence.pinned':
        return this.#pin(entry, data.pinId);
      case 'evidence.withdrawn': {
        const pin = this.#pins.get(data.pinId);
        return pin ? [{ kind: 'withdrawal', pin: pin.seq }] : [];
      }
      case 'timeline.added': {
        if (this.#removed.has(data.entryId)) return [];
        const { atMs, pinId } = data.entry;
        const ref = (pinId === undefined ? undefined : this.#pins.get(pinId)?.signal.id) ?? null;
        return [{ kind: 'timeline', at: atMs / 1000, ref, onset: data.entryId === this.#lastOnset }];
      }
      case 'hypothesis.locked':
        this.#blamed = data.hypothesis.slots.component?.value;
        return [this.#hypothesis(data.hypothesis)];
      case 'prediction.checked': {
        const signal = this.#predicted(data);
        // Checking runs the query: it is one more look.
        return signal ? [{ kind: 'query', signal: signal.id }] : [];
      }
      case 'prediction.judged':
        return this.#judged(entry, data.predictionId, data.verdict);
      case 'contradiction.checked':
        return [{ kind: 'contradiction', signals: this.#lookedBefore(entry, data.looked ?? []) }];
      case 'code.opened':
      case 'code.searched':
      case 'git.viewed':
        return [{ kind: 'code', component: componentRead(data, this.#of.scenario, this.#blamed) }];
      case 'rootcause.submitted':
        return [{ kind: 'answer', slots: slotsOf(data.hypothesis) }];
      case 'mitigation.executed': {
        const verdict = this.#of.findings.effects[entry.seq]?.verdict;
        return [{ kind: 'action', fits: verdict === 'fits', harmful: verdict === 'harmful' }];
      }
      case 'recovery.verified':
        return [{ kind: 'recovery', ...this.#recovery(entry, data.looked ?? []) }];
      case 'hint.used':
        return [
          {
            kind: 'hint',
            level: data.level,
            slots: slotNames.filter((slot) => data.reveals.includes(slot)),
            signals: this.#hinted(data.reveals),
          },
        ];
      default:
        return unknown(entry);
    }
  }

  #query({ seq, data }: Entry): RecordData[] {
    const { book } = this.#of;
    const looks = book.ofQuery.get(seq) ?? [];
    const first = looks[0];
    const opened =
      data.type === 'trace.opened'
        ? this.#of.journal.flatMap(({ data: other }) =>
            other.type === 'evidence.pinned' &&
            other.pin.query.modality === 'trace' &&
            other.pin.query.traceId === data.traceId
              ? (book.ofPin.get(other.pinId)?.id ?? [])
              : [],
          )
        : [];
    const shown = new Set([
      ...looks
        .flatMap(({ about, signal }) => [...(signal ? [signal] : []), ...book.signals.shownBy(about)])
        .map(({ id }) => id),
      ...opened,
    ]);
    if (data.type === 'trace.searched' && !first) {
      const about = aboutOf({ modality: 'trace', service: data.service, operation: data.operation });
      for (const signal of about ? book.signals.shownBy(about) : []) shown.add(signal.id);
    }
    const query: RecordData[] = first ? [{ kind: 'query', signal: first.name }] : [{ kind: 'other' }];
    return [...query, ...[...shown].map((signal): RecordData => ({ kind: 'view', signal }))];
  }

  #shown(about: ReturnType<typeof aboutOf>): string[] {
    return about ? this.#of.book.signals.shownBy(about).map(({ id }) => id) : [];
  }

  #pin({ seq }: Entry, pinId: string): RecordData[] {
    const signal = this.#of.book.ofPin.get(pinId);
    if (!signal) return [];
    this.#pins.set(pinId, { signal, seq });
    return [{ kind: 'pin', signal: signal.id, reading: this.#of.book.claims.get(pinId) ?? 'unclear' }];
  }

  #predicted(prediction: Pick<Prediction, 'query' | 'window'>): DrillSignal | undefined {
    return predictedIn(this.#of.book, this.#of.findings, prediction);
  }

  #hypothesis(hypothesis: Hypothesis): RecordData {
    const { book, key } = this.#of;
    const cited = [
      ...Object.values(hypothesis.slots).flatMap((slot) => slot?.pins ?? []),
      ...hypothesis.alternatives.flatMap(({ pins }) => pins),
    ];
    return {
      kind: 'hypothesis',
      slots: slotsOf(hypothesis),
      refs: [...new Set(cited.flatMap((pinId) => book.ofPin.get(pinId)?.id ?? []))],
      predictions: hypothesis.predictions.flatMap((prediction) => {
        const signal = this.#predicted(prediction);
        return signal ? [{ signal: signal.id, outcome: prediction.outcome }] : [];
      }),
      alternatives: hypothesis.alternatives.map(
        ({ component, mechanism }) => key.worldOf[pairOf(component, mechanism)] ?? `${component}, ${mechanism}`,
      ),
    };
  }

  /** Read right is what agrees with what the check showed; what that was is told by the key. */
  #judged({ seq }: Entry, predictionId: string, verdict: 'held' | 'failed'): RecordData[] {
    const { journal } = this.#of;
    const check = journal.findLast(
      ({ data, seq: at }) => at < seq && data.type === 'prediction.checked' && data.predictionId === predictionId,
    )?.data;
    const predictions = journal.flatMap(({ data, seq: at }) =>
      at < seq && data.type === 'hypothesis.locked' ? data.hypothesis.predictions : [],
    );
    const prediction = predictions.findLast(({ id }) => id === predictionId);
    if (check?.type !== 'prediction.checked' || !prediction) return [];
    const signal = this.#predicted(check);
    if (!signal) return [];
    const shown = judgeReading(prediction.outcome, check.foundReading);
    const fitting = shown === 'unclear' || verdict === (shown === 'right' ? 'held' : 'failed');
    const held = judgeReading(prediction.outcome, signal.outcomes.true ?? 'unclear') === 'right';
    return [{ kind: 'check', signal: signal.id, result: fitting === held ? 'held' : 'failed' }];
  }

  /** Signals asked for in the minutes before, and those on the screen. */
  #lookedBefore({ seq, workMs }: Entry, looked: readonly PanelQuery[]): string[] {
    const { journal, book } = this.#of;
    const asked = journal
      .filter((other) => other.seq < seq && workMs - other.workMs <= justBeforeMs)
      .flatMap((other) => book.ofQuery.get(other.seq) ?? [])
      .flatMap(({ about, signal }) => [...(signal ? [signal] : []), ...book.signals.shownBy(about)]);
    const seen = looked.flatMap((query) => this.#shown(asPanel(query)));
    return [...new Set([...asked.map(({ id }) => id), ...seen])];
  }

  #recovery(entry: Entry, looked: readonly PanelQuery[]): { signal: string; afterLag: boolean } {
    const { journal, book, findings, scenario } = this.#of;
    const { seq, workMs, incidentMs } = entry;
    const asked = journal
      .filter((other) => other.seq < seq && workMs - other.workMs <= justBeforeMs)
      .flatMap((other) => (book.ofQuery.get(other.seq) ?? []).map(({ about }) => about));
    const abouts = [...asked, ...looked.flatMap((query) => asPanel(query) ?? [])];
    const quiet = findings.firingMs.every((atMs) => atMs <= incidentMs - quietMs || atMs > incidentMs);
    return {
      signal: abouts.some(isSymptom) ? symptomSignal : 'nothing that users feel',
      afterLag: quiet || scenario.nothingWrong,
    };
  }

  /** All that shows what the scenario's signal shows. */
  #hinted(ids: readonly string[]): string[] {
    const { scenario, book } = this.#of;
    return scenario.signals
      .filter(({ id }) => ids.includes(id))
      .flatMap((signal) => {
        if (signal.modality === 'event')
          return book.signals
            .all()
            .filter(({ about }) => about.change?.kind === signal.kind && about.change.service === signal.service);
        const about = aboutOf(signal.query);
        return about ? book.signals.shownBy(about) : [];
      })
      .map(({ id }) => id);
  }
}

/** What its schema let through is known; what gets here is of another version. */
function unknown({ seq, v, data }: Entry): never {
  throw new UnknownEntry(`entry ${seq} (${data.type}, journal version ${v}) is not known to this scorer`);
}

/** Throws UnknownEntry naming the first that is not known. */
export function recordOf(of: Translation): RecordEntry[] {
  const translator = new Translator(of);
  let t = Number.NEGATIVE_INFINITY;
  return of.journal.flatMap((entry) => {
    if (entry.v !== journalVersion)
      throw new UnknownEntry(
        `entry ${entry.seq} is of journal version ${entry.v}, and this scorer reads ${journalVersion}`,
      );
    t = Math.max(entry.workMs / 1000, t + tickSeconds);
    const common = { seq: entry.seq, t, wall: entry.wallMs / 1000 };
    return translator.of(entry).map((data): RecordEntry => ({ ...common, ...data }));
  });
}
