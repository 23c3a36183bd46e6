import type { Ports } from '../ports.ts';

/** /healthz: the process answers. /readyz: it has started and wants traffic. */
export function addHealthRoutes({ server, log, env }: Ports): void {
  server.route('GET', '/healthz', async () => ({ status: 200, body: { status: 'ok' } }));
  server.route('GET', '/readyz', async () => ({ status: 200, body: { status: 'ready' } }));
  log.info(null, 'service started', { version: env.string('SERVICE_VERSION', 'dev') });
}
