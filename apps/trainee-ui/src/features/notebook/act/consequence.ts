import type { Action } from '@firedrill/protocol';

const podByPod = 'One pod after the other is replaced, about 12 seconds each; the others go on serving.';

/** What will happen, in plain words. Not whether it helps. */
export function consequence(action: Action): string {
  switch (action.verb) {
    case 'cancel-backend':
      return action.ending === 'cancel'
        ? 'The statements that run there end with an error. Whoever waits for them gets that error; the connections stay.'
        : 'The connections are closed and their transactions rolled back. Whoever uses them gets an error.';
    case 'create-index':
      return 'The table is read twice while it stays in use. That takes the longer the more rows it has, and processor time of the database meanwhile. Then every statement may use the index.';
    case 'delete-key':
      return 'The key is gone at once. If it was a lock, the next one gets it while its holder still works; if it was data, it is lost.';
    case 'hold-release':
      return 'What the pipeline wants to roll out of this service from now on waits. What is being rolled out already goes on.';
    case 'restart':
      return action.pod === undefined
        ? podByPod
        : 'The pod ends at once; another starts in its place and is ready after about 10 seconds.';
    case 'restore-route':
      return 'Within seconds, requests for this route go to the gateway again.';
    case 'resume-job':
      return 'It runs again the next time it is due.';
    case 'resume-releases':
      return 'What the pipeline rolls out from now on goes through. What was held before stays away until its next release.';
    case 'revert':
      return 'Main loses the change at once. The pipeline needs about two and a half minutes to build and test, then rolls out what is concerned, pod by pod.';
    case 'roll-back':
      return podByPod;
    case 'scale':
      return action.replicas === 0
        ? 'All its pods end. Nothing answers for this service until you scale it up again.'
        : 'Pods too many end at once; new ones are ready after about 10 seconds.';
    case 'set-config':
      return `${podByPod} A value that the service cannot read keeps its new pod from starting.`;
    case 'shed-route':
      return 'Within seconds, every request for this route is answered with 503. Customers who use it see an error; nothing behind the ingress sees them.';
    case 'suspend-job':
      return 'A run that is under way ends as it would; the next ones are left out until you resume it.';
  }
}
