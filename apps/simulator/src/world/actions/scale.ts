import type { Act } from './act.ts';

export const scale: Act<'scale'> = ({ service, replicas }, { cluster, releases }, operation) => {
  const build = releases.current(service);
  const what = { kind: 'scale', service, object: `deployment/${service}`, version: build.version } as const;
  const pods = replicas === 1 ? '1 pod' : `${replicas} pods`;
  operation.note('running', {
    ...what,
    reason: 'ScalingReplicaSet',
    message: `Scaled ${service} to ${replicas}`,
    details: { replicas: String(replicas) },
  });
  cluster.scale(build, replicas);
  const slots = Array.from({ length: replicas }, (_, slot) => slot);
  releases.whenReady(
    service,
    slots,
    () => operation.note('done', { ...what, reason: 'ScalingCompleted', message: `${service} has ${pods}` }),
    () =>
      operation.note('failed', {
        ...what,
        reason: 'ProgressDeadlineExceeded',
        severity: 'warning',
        message: `${service} does not come to ${pods}: a new one does not become ready`,
      }),
  );
};
