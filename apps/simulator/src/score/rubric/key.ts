/** What a record is scored against: made from the worlds of a scenario, and plain data. */

export interface SignalKey {
  readonly modality: string;
  /** By world. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Tells enough worlds apart to be worth a last look. */
  readonly splits: boolean;
  /** A right reading of it grounds something, though it tells no worlds apart: the change that began it. */
  readonly telling?: boolean;
  /** For explanations; default: the signal's id. */
  readonly title?: string;
}

export interface SlotKey {
  /** Points of a right value; all slots together: 15. */
  readonly weight: number;
  /** Signals whose outcome this slot's value predicts. */
  readonly backedBy: readonly string[];
  /** By value: 1 is right, between 0 and 1 partly; what is not listed is wrong. */
  readonly credit: Readonly<Record<string, number>>;
}

export interface RubricKey {
  /** 'true' and the rivals. */
  readonly worlds: readonly string[];
  readonly signals: Readonly<Record<string, SignalKey>>;
  readonly slots: Readonly<Record<string, SlotKey>>;
  /** By `pairOf` a component and a mechanism: the world in which that is the cause. */
  readonly worldOf: Readonly<Record<string, string>>;
  /** Signals of the caller's and of the callee's side of the guilty edge. */
  readonly edge: readonly [readonly string[], readonly string[]];
  readonly onset: number;
  /** Signals that somebody needs who looks at nothing in vain. */
  readonly par: number;
  /** How far the evidence behind a hypothesis must narrow: 0.5, less where a fault is intermittent. */
  readonly readiness: number;
  /** Signals that a recovery can be verified on. */
  readonly symptoms: readonly string[];
  /** Whether it was over by the end of the run, so that this could be verified; default: it was. */
  readonly recovered?: boolean;
  /** Nothing is broken: the fitting action is none. */
  readonly nothingWrong: boolean;
}

/** The true world's name. */
export const truth = 'true';

export const pairOf = (component: string | null | undefined, mechanism: string | null | undefined): string =>
  `${component ?? ''}/${mechanism ?? ''}`;
