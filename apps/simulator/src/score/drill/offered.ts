/** What a team could have pinned: its author's signals, of kinds of telemetry that it pinned nothing of. */
import type { Entry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import type { AskedQuery } from './findings.ts';
import { signalKey } from './questions.ts';

const mostOfAKind = 2;

export interface Offered {
  readonly key: string;
  readonly query: AskedQuery;
  readonly toMs: number;
}

export function offeredTo(journal: readonly Entry[], { signals }: Scenario): Offered[] {
  const pinned = new Set<string>(
    journal.flatMap(({ data }) => (data.type === 'evidence.pinned' ? data.pin.query.modality : [])),
  );
  return (['metric', 'log', 'trace'] as const)
    .filter((modality) => !pinned.has(modality))
    .flatMap((modality) =>
      signals
        .flatMap((signal): Offered[] =>
          signal.modality === modality && !signal.decoy
            ? [{ key: signalKey(signal.id), query: signal.query, toMs: signal.window.toMs }]
            : [],
        )
        .slice(0, mostOfAKind),
    );
}
