/** Verbs on the system, done at their instants. */
import type { Action } from '@firedrill/protocol';
import { keyOf, mix2 } from '../../kernel/index.ts';
import type { WorldInput } from '../worlds.ts';
import type { Act, ActionOf, Reach } from './act.ts';
import { cancelBackend, createIndex } from './database.ts';
import { resumeJob, suspendJob } from './jobs.ts';
import { deleteKey } from './keys.ts';
import { Operation } from './operation.ts';
import { holdRelease, resumeReleases, revert, setConfig } from './pipeline.ts';
import { restart } from './restart.ts';
import { rollBack } from './roll-back.ts';
import { scale } from './scale.ts';
import { restoreRoute, shedRoute } from './shedding.ts';

type Verb = Action['verb'];

const verbs: { readonly [V in Verb]: Act<V> } = {
  'cancel-backend': cancelBackend,
  'create-index': createIndex,
  'delete-key': deleteKey,
  'hold-release': holdRelease,
  restart,
  'restore-route': restoreRoute,
  'resume-job': resumeJob,
  'resume-releases': resumeReleases,
  revert,
  'roll-back': rollBack,
  scale,
  'set-config': setConfig,
  'shed-route': shedRoute,
  'suspend-job': suspendJob,
};

const onCall = 'on-call';

function carryOut<V extends Verb>(action: ActionOf<V>, reach: Reach, operation: Operation, key: number): void {
  // Each stands under its own verb.
  const act = verbs[action.verb] as unknown as Act<V>;
  act(action, reach, operation, key);
}

export function scheduleInputs(reach: Reach, inputs: readonly WorldInput[]): void {
  const { kernel, events, seed } = reach;
  for (const [index, { atUs, author = onCall, ...action }] of inputs.entries()) {
    const run = (): void => {
      const operation = new Operation(kernel, events, index + 1, author);
      carryOut(action as ActionOf<Verb>, reach, operation, mix2(seed, keyOf(action.verb), index));
    };
    kernel.at(atUs, run, null, null);
  }
}
