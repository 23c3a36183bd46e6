/** Routes that the ingress answers with 503 itself. */
import type { Act, Reach } from './act.ts';
import type { Operation } from './operation.ts';

/** From the new configuration to workers that have read it. */
const reloadUs = 1_400_000;
const what = { service: 'nginx-ingress', object: 'ingress/api' } as const;

function reload({ kernel }: Reach, operation: Operation, reason: string, message: string, change: () => boolean): void {
  operation.note('running', { ...what, kind: 'config', reason, message });
  kernel.at(
    kernel.nowUs + reloadUs,
    () => {
      const said = change()
        ? 'NGINX reload triggered due to a change in configuration'
        : 'Nothing to reload: it was so';
      operation.note('done', { ...what, kind: 'kubernetes', reason: 'RELOAD', message: said });
    },
    null,
    null,
  );
}

export const shedRoute: Act<'shed-route'> = ({ route }, reach, operation) =>
  reload(reach, operation, 'RouteShed', `${route} is answered with 503 at the ingress`, () =>
    reach.ingress.shed(route),
  );

export const restoreRoute: Act<'restore-route'> = ({ route }, reach, operation) =>
  reload(reach, operation, 'RouteRestored', `${route} is let through again`, () => reach.ingress.restore(route));
