/** A commit that does no harm, made from the shop as it stands: an example to write one's own from. */
import type { Shop } from '../../scenario/index.ts';
import { patchText } from './patch.ts';

const start = 'export function start(ports: Ports): void {\n';

/** The first service, by name, that starts as services do here. */
function serviceOf({ files }: Shop): string {
  const path = [...files.keys()]
    .sort()
    .find((name) => /^src\/[\w-]+\/index\.ts$/.test(name) && files.get(name)?.includes(start));
  if (path === undefined) throw new Error('no service of the shop begins with start(ports)');
  return path;
}

export interface Innocent {
  readonly name: string;
  readonly service: string;
  readonly text: string;
}

export function innocentCommit(shop: Shop, timeMs: number): Innocent {
  const path = serviceOf(shop);
  const service = path.split('/')[1] ?? '';
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
