import type { Action } from '@firedrill/protocol';

export type Verb = Action['verb'];

export const verbs: readonly { readonly value: Verb; readonly label: string; readonly help: string }[] = [
  { value: 'hold-release', label: 'Hold release', help: 'Stops further pods from getting the new version.' },
  { value: 'restart', label: 'Restart', help: 'Starts its pods anew, one after the other.' },
  { value: 'revert', label: 'Revert commit', help: 'Takes a commit back, builds and rolls out.' },
  { value: 'roll-back', label: 'Roll back', help: 'Puts the version before (or a named one) back.' },
  { value: 'scale', label: 'Scale', help: 'Changes how many pods it has.' },
];

/** What can be deployed, in alphabetical order. */
export const deployables: readonly string[] = [
  'api-gateway',
  'catalog-service',
  'external-processor',
  'order-service',
  'payment-service',
  'queue-consumer',
];

/** An action as one says it. */
export function actionText(action: Action): string {
  switch (action.verb) {
    case 'roll-back':
      return `roll back ${action.service} to ${action.toVersion ?? 'the version before'}`;
    case 'hold-release':
      return `hold the release of ${action.service}`;
    case 'revert':
      return `revert commit ${action.commit.slice(0, 7)}`;
    case 'restart':
      return `restart ${action.service}`;
    case 'scale':
      return `scale ${action.service} to ${action.replicas} pods`;
  }
}
