import type { LogRow, LogSearchResult } from '@firedrill/protocol';
import { badQuery } from '../errors.ts';
import { opaqueId, traceIdHex } from '../ids.ts';
import type { LogSearch } from '../requests.ts';
import type { LogSegment } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { fieldValue, renderLine, renderMessage } from './line.ts';
import { passes, stretches } from './scan.ts';

interface Found {
  readonly timeUs: number;
  readonly segment: LogSegment;
  readonly row: number;
}

const rowId = ({ segment: { origin }, row }: Found): string =>
  opaqueId(origin.sliceId, origin.sequence, origin.template, row);

/** Newest first; the same whatever came in which order. */
function newerFirst(a: Found, b: Found): number {
  if (a.timeUs !== b.timeUs) return b.timeUs - a.timeUs;
  if (a.segment === b.segment) return b.row - a.row;
  const x = a.segment.origin;
  const y = b.segment.origin;
  if (x.sliceId !== y.sliceId) return x.sliceId < y.sliceId ? 1 : -1;
  return y.sequence - x.sequence || y.template - x.template || b.row - a.row;
}

/** A cursor names the last row of a page: its time and its number. */
function parseCursor(cursor: string | undefined): { timeUs: number; id: string } | null {
  if (cursor === undefined) return null;
  const match = /^(\d+):(.+)$/.exec(cursor);
  if (!match) throw badQuery('this is no cursor of ours', 0, 0, 'the nextCursor of the page before');
  return { timeUs: Number(match[1]), id: match[2] ?? '' };
}

/** The newest `limit` of what is offered. */
class Newest {
  readonly #limit: number;
  #found: Found[] = [];
  /** Rows older than this are not among the newest any more. */
  oldestUs = Number.NEGATIVE_INFINITY;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(found: Found): void {
    if (found.timeUs < this.oldestUs) return;
    this.#found.push(found);
    if (this.#found.length > this.#limit * 4 + 64) this.#prune();
  }

  #prune(): void {
    this.#found.sort(newerFirst);
    this.#found.length = Math.min(this.#found.length, this.#limit);
    this.oldestUs = this.#found.at(-1)?.timeUs ?? this.oldestUs;
  }

  sorted(): Found[] {
    this.#prune();
    return this.#found;
  }
}

export function searchLogs(store: Store, request: LogSearch, asOfMs: number): LogSearchResult {
  const list = stretches(store, request.query, request, asOfMs);
  const cursor = parseCursor(request.cursor);
  // All rows of the cursor's instant are needed to find its place among them.
  const newest = new Newest(request.limit + 1 + (cursor ? 1000 : 0));
  const newestFirst = [...list].sort((a, b) => (b.segment.timeUs[b.to - 1] ?? 0) - (a.segment.timeUs[a.to - 1] ?? 0));
  let total = 0;
  for (const { segment, from, to, tests } of newestFirst) {
    if (tests.length === 0) total += to - from;
    for (let row = to - 1; row >= from; row--) {
      const timeUs = segment.timeUs[row] ?? 0;
      if (tests.length === 0) {
        if (timeUs < newest.oldestUs) break;
      } else {
        if (!passes(tests, segment, row)) continue;
        total += 1;
      }
      if (!cursor || timeUs <= cursor.timeUs) newest.offer({ timeUs, segment, row });
    }
  }
  const sorted = newest.sorted();
  const skip = cursor
    ? sorted.findIndex((found) => found.timeUs === cursor.timeUs && rowId(found) === cursor.id) + 1
    : 0;
  const page = sorted.slice(skip, skip + request.limit);
  const last = page.at(-1);
  const more = sorted.length > skip + request.limit && last !== undefined;
  return {
    rows: page.map((found) => logRow(store, found)),
    total,
    ...(more ? { nextCursor: `${last.timeUs}:${rowId(last)}` } : {}),
  };
}

function logRow(store: Store, found: Found): LogRow {
  const { registry } = store;
  const { segment, row, timeUs } = found;
  const template = registry.logTemplates[segment.template];
  const traced = segment.traced[row] ?? 0;
  return {
    id: rowId(found),
    timeMs: timeUs / 1000,
    level: template?.level ?? 'info',
    service: template?.service ?? '',
    pod: registry.instances[segment.instance[row] ?? 0]?.pod ?? '',
    message: renderMessage(registry, segment, row),
    line: renderLine(registry, segment, row),
    fields: Object.fromEntries(
      (template?.fields ?? []).map(({ name }, index) => [name, fieldValue(registry, segment, row, index)]),
    ),
    traceId: traced === 0 ? '' : traceIdHex(segment.traceHi[row] ?? 0, segment.traceLo[row] ?? 0),
    traceSampled: traced === 2,
  };
}
