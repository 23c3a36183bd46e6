/** What a query is about, whatever it is written like: the base for telling signals apart and for saying what they ground. */
import type { Change } from '@firedrill/protocol';

export type Modality = 'metric' | 'log' | 'trace' | 'event';

export interface About {
  readonly modality: Modality;
  /** Equal for queries over the same series, lines, spans or change, before conditions are looked at. */
  readonly core: string;
  /** Conditions, each of which takes something away. */
  readonly conditions: ReadonlySet<string>;
  /** Components where it is measured or written. */
  readonly measuredAt: readonly string[];
  /** All components that it names: also the other end of a call. */
  readonly names: readonly string[];
  /** Metrics, without what a histogram adds to their names. */
  readonly metrics: readonly string[];
  /** Labels that are grouped by or conditions. */
  readonly labels: readonly string[];
  /** What is searched for, or the operation, in lower case. */
  readonly text: string;
  readonly change: Pick<Change, 'kind' | 'service' | 'reason' | 'timeMs'> | null;
}

/** Labels that name one of many equals: they are not part of what a query is about. */
export const ofInstances: ReadonlySet<string> = new Set(['pod', 'instance', 'version', 'node', 'id', 'uid']);

/** One name a signal. */
export const identityOf = ({ modality, core, conditions }: About): string =>
  [modality, core, ...[...conditions].sort()].join(' ');

/** Whether who sees what `wide` asks has what `narrow` asks before their eyes. */
export const covers = (wide: About, narrow: About): boolean =>
  wide.modality === narrow.modality &&
  wide.core === narrow.core &&
  [...wide.conditions].every((condition) => narrow.conditions.has(condition));
