import type { Build } from '../../platform/kubernetes/pod.ts';
import type { Act } from './act.ts';

/** The same source with the same configuration. */
const isSame = (a: Build, b: Build): boolean =>
  a.version === b.version && JSON.stringify(a.env) === JSON.stringify(b.env);

/** To what was deployed before, or to the latest build of a version. */
export const rollBack: Act<'roll-back'> = ({ service, toVersion }, { releases }, operation) => {
  const current = releases.current(service);
  const wanted = releases
    .history(service)
    .findLast((build) => (toVersion === undefined ? !isSame(build, current) : build.version === toVersion));
  const object = `deployment/${service}`;
  if (!wanted) {
    const message = `Nothing to roll ${service} back to: ${toVersion ?? 'there was no version before'}`;
    operation.note('failed', { kind: 'rollback', reason: 'RollbackRefused', service, object, message });
    return;
  }
  const { version } = wanted;
  const message = `Rolling back ${service} to ${version}`;
  operation.note('running', { kind: 'rollback', reason: 'RollbackStarted', service, object, message, version });
  releases.replaceAll(wanted, operation.mark, (serving) => !isSame(serving, wanted));
};
