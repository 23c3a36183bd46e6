/**
 * What the server does by itself: checkpoints and autovacuum. When is fixed by the clock and by luck,
 * so runs that begin at different instants agree.
 */
import { fraction, keyOf, mix, mix2 } from '../../kernel/index.ts';
import type { PostgresServer } from './server.ts';

const secondUs = 1_000_000;
const checkpointUs = 300 * secondUs;
/** checkpoint_completion_target 0.9 */
const writeUs = 270 * secondUs;
const checkpointPhaseUs = 47 * secondUs;
const checkpointerPid = 27;

/** How often autovacuum finds enough to do in a table. */
const vacuumSeconds: Readonly<Record<string, number>> = {
  products: 240,
  orders: 1_020,
  payments: 1_140,
  order_items: 2_460,
  uploads: 3_180,
  customers: 4_020,
};

const otherVacuumSeconds = 1_800;

interface Vacuum {
  readonly server: PostgresServer;
  readonly table: string;
  readonly everyUs: number;
  readonly key: number;
}

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
const between = (key: number, least: number, most: number): number =>
  Math.round(least + fraction(key) * (most - least));

export function startUpkeep(server: PostgresServer): void {
  const now = server.kernel.nowUs;
  let first = Math.floor((now - checkpointPhaseUs) / checkpointUs);
  while (checkpointAtUs(first) < now) first++;
  server.kernel.at(checkpointAtUs(first), checkpoint, server, first);
  // One that had begun before the run ends in it.
  const ends = checkpointAtUs(first - 1) + checkpointDurationUs(first - 1);
  if (ends >= now) server.kernel.at(ends, checkpointed, server, first - 1);
  for (const { name } of server.database.tables()) {
    const seconds = vacuumSeconds[name] ?? otherVacuumSeconds;
    const vacuum: Vacuum = { server, table: name, everyUs: seconds * secondUs, key: keyOf(`autovacuum ${name}`) };
    scheduleVacuum(vacuum, Math.floor(now / vacuum.everyUs));
  }
}

const checkpointAtUs = (ordinal: number): number =>
  ordinal * checkpointUs + checkpointPhaseUs + between(mix(ordinal, 0x6174), 2_000, 160_000);

const checkpointDurationUs = (ordinal: number): number => writeUs - between(mix(ordinal, 0x636b), 100_000, 900_000);

function checkpoint(server: PostgresServer, ordinal: number): void {
  server.log.write('info', 'LOG', checkpointerPid, 'checkpoint starting: time');
  const now = server.kernel.nowUs;
  server.kernel.at(now + checkpointDurationUs(ordinal), checkpointed, server, ordinal);
  server.kernel.at(checkpointAtUs(ordinal + 1), checkpoint, server, ordinal + 1);
}

function checkpointed(server: PostgresServer, ordinal: number): void {
  const key = mix(ordinal, 0x6370);
  const buffers = between(mix(key, 1), 1_900, 3_400);
  const durationUs = checkpointDurationUs(ordinal);
  const distance = between(mix(key, 2), 21_000, 38_000);
  const log = Math.floor(ordinal / 90) % 4096;
  const offset = (ordinal % 90) * 47_000_000;
  server.log.write(
    'info',
    'LOG',
    checkpointerPid,
    'checkpoint complete: wrote {buffers} buffers ({share}%); 0 WAL file(s) added, 0 removed, {recycled} recycled; write={write} s, sync={sync} s, total={total} s; sync files={files}, longest={longest} s, average={average} s; distance={distance} kB, estimate={estimate} kB; lsn={lsn}, redo lsn={redo}',
    {
      buffers,
      share: ((buffers / 131_072) * 100).toFixed(1),
      recycled: between(mix(key, 3), 1, 2),
      write: ((durationUs - 60_000) / 1e6).toFixed(3),
      sync: (between(mix(key, 4), 8, 40) / 1000).toFixed(3),
      total: (durationUs / 1e6).toFixed(3),
      files: between(mix(key, 5), 38, 61),
      longest: (between(mix(key, 6), 3, 9) / 1000).toFixed(3),
      average: '0.001',
      distance,
      estimate: distance + between(mix(key, 7), 0, 1_500),
      lsn: `${log.toString(16).toUpperCase()}/${hex(offset + 31_000_000)}`,
      redo: `${log.toString(16).toUpperCase()}/${hex(offset)}`,
    },
  );
}

/** One in each period, somewhere in it. */
function scheduleVacuum(vacuum: Vacuum, period: number): void {
  const { server, everyUs, key } = vacuum;
  const atUs = period * everyUs + Math.floor(fraction(mix(key, period)) * everyUs);
  if (atUs < server.kernel.nowUs) scheduleVacuum(vacuum, period + 1);
  else server.kernel.at(atUs, startVacuum, vacuum, period);
}

function startVacuum(vacuum: Vacuum, period: number): void {
  const { server, key, table } = vacuum;
  const rows = server.database.table(table).declaredRows;
  const cpuUs = between(mix2(key, period, 1), 20_000, 60_000) + Math.min(400_000, Math.round(rows * 0.06));
  server.cores.start(cpuUs, vacuumed, vacuum, { period, cpuUs, startUs: server.kernel.nowUs });
  scheduleVacuum(vacuum, period + 1);
}

function vacuumed(
  vacuum: Vacuum,
  { period, cpuUs, startUs }: { readonly period: number; readonly cpuUs: number; readonly startUs: number },
): void {
  const { server, table, key } = vacuum;
  const { log, kernel } = server;
  const pid = server.pidAt(startUs);
  const rows = server.database.table(table).declaredRows;
  const pages = Math.ceil(rows / 60);
  const dead = between(mix2(key, period, 2), 170, 420);
  const scanned = Math.min(pages, dead * 2);
  const elapsed = Math.max(cpuUs * 2, kernel.nowUs - startUs);
  const hits = scanned * 4 + between(mix2(key, period, 3), 20, 90);
  log.write('info', 'LOG', pid, 'automatic vacuum of table "shop.public.{table}": index scans: 1', { table });
  log.continued('pages: 0 removed, {pages} remain, {scanned} scanned ({share}% of total)', {
    pages,
    scanned,
    share: ((scanned / Math.max(1, pages)) * 100).toFixed(2),
  });
  log.continued('tuples: {dead} removed, {rows} remain, 0 are dead but not yet removable', { dead, rows });
  log.continued('buffer usage: {hits} hits, 0 misses, {dirtied} dirtied', {
    hits,
    dirtied: between(mix2(key, period, 4), 3, 40),
  });
  log.continued('system usage: CPU: user: {user} s, system: 0.00 s, elapsed: {elapsed} s', {
    user: (cpuUs / 1e6).toFixed(2),
    elapsed: (elapsed / 1e6).toFixed(2),
  });
}
