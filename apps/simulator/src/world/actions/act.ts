import type { Action } from '@firedrill/protocol';
import type { Ingress } from '../../platform/ingress/ingress.ts';
import type { JobSwitches } from '../../platform/ports/job-switches.ts';
import type { Surroundings } from '../changes/index.ts';
import type { Operation } from './operation.ts';

/** What people's actions may reach. */
export interface Reach extends Surroundings {
  readonly ingress: Ingress;
  readonly jobs: JobSwitches;
}

export type ActionOf<V extends Action['verb']> = Extract<Action, { verb: V }>;

/** Does it, now. `key` is of its own luck. */
export type Act<V extends Action['verb']> = (
  action: ActionOf<V>,
  reach: Reach,
  operation: Operation,
  key: number,
) => void;
