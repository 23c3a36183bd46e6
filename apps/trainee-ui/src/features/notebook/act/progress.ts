import { type Change, type OperationState, operationStates } from '@firedrill/protocol';

export interface Progress {
  /** `asked`: the feed has no entry of it yet. */
  readonly state: OperationState | 'asked';
  /** What the latest entry says. */
  readonly message: string;
}

const isState = (text: string | undefined): text is OperationState => operationStates.some((state) => state === text);

/** How far an operation is, from the entries that it has left in the feed (oldest first). */
export function progressOf(operation: string, changes: readonly Change[]): Progress {
  const latest = changes.findLast(({ details }) => details.operation === operation);
  const state = latest?.details.state;
  return latest && isState(state) ? { state, message: latest.message } : { state: 'asked', message: '' };
}
