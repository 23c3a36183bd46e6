import type { Act, Reach } from './act.ts';
import type { Operation } from './operation.ts';

/** kubectl delete pod: it goes at once, and its deployment starts another. */
function deletePod(name: string, service: string, { cluster, releases }: Reach, operation: Operation): void {
  const what = { kind: 'restart', service, object: `pod/${name}` } as const;
  const pod = cluster.pods(service).some((one) => one.pod === name) ? cluster.deletePod(name) : null;
  if (!pod) {
    operation.note('failed', { ...what, reason: 'NotFound', message: `pods "${name}" not found` });
    return;
  }
  const { version } = pod.build;
  operation.note('running', { ...what, reason: 'PodDeleted', message: `Deleted pod ${name}`, version });
  const message = `${service} has all its pods`;
  releases.whenReady(
    service,
    [pod.slot],
    () => operation.note('done', { ...what, reason: 'PodReplaced', message, version }),
    () =>
      operation.note('failed', {
        ...what,
        reason: 'ProgressDeadlineExceeded',
        severity: 'warning',
        message: `The pod in place of ${name} does not become ready`,
        version,
      }),
  );
}

/** kubectl rollout restart, or of one pod. */
export const restart: Act<'restart'> = ({ service, pod }, reach, operation) => {
  if (pod !== undefined) {
    deletePod(pod, service, reach, operation);
    return;
  }
  const build = reach.releases.current(service);
  operation.note('running', {
    kind: 'restart',
    reason: 'RestartStarted',
    service,
    object: `deployment/${service}`,
    message: `Restarting ${service}`,
    version: build.version,
  });
  reach.releases.replaceAll(build, operation.mark);
};
