/** Commits that do no harm, made from the shop as it stands: an example to write one's own from, and company for a cause. */

import type { Shop } from '../load.ts';
import { deploymentsOf } from '../manifests.ts';
import { patchText } from './patch-text.ts';

const start = 'export function start(ports: Ports): void {\n';

interface Edit {
  readonly name: string;
  readonly subject: string;
  readonly body: string;
  path(service: string): string;
  readonly from: string | RegExp;
  readonly to: string;
}

const manifest = (service: string): string => `deploy/${service}.yaml`;

/** Each changes something in every service that has it; all but the first at places that no cause of the library changes. */
const edits: readonly Edit[] = [
  {
    name: 'say-that-the-configuration-is-read',
    subject: 'say that the configuration is read',
    body: 'Two pods hung before their first line last week, and nobody could tell where.',
    path: (service) => `src/${service}/index.ts`,
    from: start,
    to: `${start}  ports.log.info(null, 'reading the configuration');\n`,
  },
  {
    name: 'more-time-to-end',
    subject: 'more time to end',
    body: 'Uploads in flight were cut off at the last roll-outs. Nobody waits for the extra seconds.',
    path: manifest,
    from: /terminationGracePeriodSeconds: \d+/,
    to: 'terminationGracePeriodSeconds: 40',
  },
  {
    name: 'ready-a-little-longer',
    subject: 'ready a little longer before the next pod',
    body: 'Roll-outs went on while caches were still cold.',
    path: manifest,
    from: /minReadySeconds: \d+/,
    to: 'minReadySeconds: 8',
  },
  {
    name: 'point-to-the-runbook',
    subject: 'point to the runbook where somebody scales',
    body: 'Twice somebody scaled by hand and was surprised by the next release.',
    path: manifest,
    from: /$/,
    to: '# Scaled by hand, it is put back by the next release: see the runbook.\n',
  },
];

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

/** Those that are in no cause's way. */
export const outOfTheWay: readonly number[] = edits.flatMap(({ path }, index) => (path === manifest ? index : []));

const changed = ({ files }: Shop, edit: Edit, service: string): string | null => {
  const before = files.get(edit.path(service)) ?? '';
  const after = before.replace(edit.from, edit.to);
  return after === before ? null : after;
};

/** Of the first service, where none is given; another where it would change nothing in that one. */
export function innocentCommit(
  shop: Shop,
  timeMs: number,
  service = servicesWithStart(shop)[0] ?? '',
  { number = '0001', which = 0 }: { readonly number?: string; readonly which?: number } = {},
): Innocent {
  const inTurn = edits.map((_, index) => edits[(index + which) % edits.length]!);
  const edit = inTurn.find((one) => changed(shop, one, service) !== null) ?? edits[0]!;
  const path = edit.path(service);
  const authors = shop.commits.slice(-12);
  const by = authors[authors.length - 1 - (which % Math.max(1, authors.length))];
  const text = patchText({
    author: by?.author ?? 'Mara Lindqvist',
    email: by?.email ?? 'mara.lindqvist@shop.example',
    timeMs,
    subject: `${service}: ${edit.subject}`,
    body: edit.body,
    path,
    before: shop.files.get(path) ?? '',
    after: changed(shop, edit, service) ?? '',
  });
  return { name: `${number}-${edit.name}`, service, text };
}

/** Pods of a service, by its manifest. */
export const replicasOf = (shop: Shop, service: string): number =>
  deploymentsOf(shop.files).find((one) => one.service === service)?.replicas ?? 1;
