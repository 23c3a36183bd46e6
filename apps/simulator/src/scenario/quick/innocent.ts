/** A commit that does no harm, made from the shop as it stands: an example to write one's own from. */
import type { Shop } from '../load.ts';
import { patchText } from './patch-text.ts';

const start = 'export function start(ports: Ports): void {\n';

/** Services that start as services do here, by name. */
export const servicesWithStart = ({ files }: Shop): string[] =>
  [...files.keys()].sort().flatMap((path) => {
    const service = /^src\/([\w-]+)\/index\.ts$/.exec(path)?.[1];
    return service !== undefined && files.get(path)?.includes(start) ? [service] : [];
  });

export interface Innocent {
  readonly name: string;
  readonly service: string;
  readonly text: string;
}

/** Of the first service, where none is given. */
export function innocentCommit(shop: Shop, timeMs: number, service = servicesWithStart(shop)[0] ?? ''): Innocent {
  const path = `src/${service}/index.ts`;
  const before = shop.files.get(path) ?? '';
  const last = shop.commits.at(-1);
  const text = patchText({
    author: last?.author ?? 'Mara Lindqvist',
    email: last?.email ?? 'mara.lindqvist@shop.example',
    timeMs,
    subject: `${service}: say that the configuration is read`,
    body: 'Two pods hung before their first line last week, and nobody could tell where.',
    path,
    before,
    after: before.replace(start, `${start}  ports.log.info(null, 'reading the configuration');\n`),
  });
  return { name: '0001-say-that-the-configuration-is-read', service, text };
}

/** A commit that does nothing at all, at a place that no cause of the library changes: the twin of a cause's own. */
export function idleCommit(shop: Shop, timeMs: number, service: string, name: string): Innocent {
  const path = `deploy/${service}.yaml`;
  const before = shop.files.get(path) ?? '';
  const text = patchText({
    author: 'Mara Lindqvist',
    email: 'mara.lindqvist@shop.example',
    timeMs,
    subject: `${service}: point to the runbook where somebody scales`,
    body: 'Twice somebody scaled by hand and was surprised by the next release.',
    path,
    before,
    after: `${before}# Scaled by hand, it is put back by the next release: see the runbook.\n`,
  });
  return { name, service, text };
}
