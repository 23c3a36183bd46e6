/** The commits of a quick drill: an innocent one, and the cause where it is one, with a twin for all other worlds. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Shop } from '../load.ts';
import type { Drawn } from './choice.ts';
import { innocentCommit, outOfTheWay, replicasOf, servicesWithStart } from './innocent.ts';
import { mailDate } from './patch-text.ts';

const minuteMs = 60_000;
const podEverySeconds = 25;
const mergedAheadMs = 8 * minuteMs;
/** After the cause, so that what was shipped last is not always to blame; before it, so that it is not never. */
const shippedMinutes = { afterCommit: [1, 2], before: [-4, -3, -2], after: [1, 2] } as const;

export interface QuickPatches {
  /** Texts by path in the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** `commits:`, oldest first. */
  readonly names: readonly string[];
  readonly releases: readonly object[];
  /** `cause:` where it is a commit. */
  readonly cause: object | null;
  readonly innocent: { readonly service: string; readonly atMs: number };
}

export const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

function releaseOf(shop: Shop, commit: string, service: string, atMs: number): object {
  const batches = Array.from({ length: replicasOf(shop, service) }, (_, index) => ({
    pods: 1,
    after: index * podEverySeconds,
  }));
  return { commit, service, at: clock(atMs), batches };
}

interface Shipped {
  readonly name: string;
  readonly service: string;
  readonly text: string;
  readonly mergedMs: number;
  readonly atMs: number;
}

/** `atMs` is when the cause begins. */
export function quickPatches(shop: Shop, { cause, draw }: Drawn, atMs: number): QuickPatches {
  const [commit] = Object.entries(cause.commits);
  const others = servicesWithStart(shop).filter((service) => service !== commit?.[0]);
  const later = draw.below('innocent before or after', 2) === 1;
  const minutes = shippedMinutes[commit ? 'afterCommit' : later ? 'after' : 'before'];
  const shippedMs = atMs + (draw.of('innocent minute', minutes) ?? 1) * minuteMs;
  const own = innocentCommit(shop, shippedMs - mergedAheadMs - 20_000, draw.of('innocent service', others), {
    which: draw.of('innocent', outOfTheWay) ?? 0,
  });
  const innocent: Shipped = { ...own, mergedMs: shippedMs - mergedAheadMs - 20_000, atMs: shippedMs };
  const broken: Shipped[] = [];
  const files: Record<string, string> = {};
  let causeFile: object | null = null;
  if (commit) {
    const [service, { name }] = commit;
    const mergedMs = atMs - mergedAheadMs;
    const text = readFileSync(join(dirname(cause.file), `${basename(name)}.patch`), 'utf8');
    const file = `0002-${basename(name)}`;
    const twin = innocentCommit(shop, mergedMs, service, { number: '0003', which: draw.of('twin', outOfTheWay) ?? 0 });
    broken.push({
      name: file,
      service,
      text: text.replace(/^Date: .*$/m, `Date: ${mailDate(mergedMs)}`),
      mergedMs,
      atMs,
    });
    files[`commits/${twin.name}.patch`] = twin.text;
    causeFile = { commit: file, instead: twin.name };
  }
  const all = [innocent, ...broken];
  for (const { name, text } of all) files[`commits/${name}.patch`] = text;
  return {
    files,
    names: [...all].sort((a, b) => a.mergedMs - b.mergedMs).map(({ name }) => name),
    releases: [...all]
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ name, service, atMs: shipped }) => releaseOf(shop, name, service, shipped)),
    cause: causeFile,
    innocent: { service: innocent.service, atMs: shippedMs },
  };
}
