/**
 * Saves of the data set, by the save point of 100 changes in 300 seconds: a shop that is open always has those.
 * Their instants follow from the clock, so runs that begin at different instants agree.
 */
import { fraction, mix } from '../../kernel/index.ts';
import type { RedisServer } from './server.ts';

const everyUs = 300_000_000;
const phaseUs = 112_000_000;

interface Save {
  readonly ordinal: number;
  readonly beganUs: number;
  readonly endedUs: number;
  readonly forkUs: number;
  readonly childPid: number;
  readonly copiedMegabytes: number;
}

function saveOf(ordinal: number): Save {
  const key = mix(ordinal, 0x726462);
  const beganUs = ordinal * everyUs + phaseUs + Math.floor(fraction(mix(key, 1)) * 4_000_000);
  return {
    ordinal,
    beganUs,
    endedUs: beganUs + 1_300_000 + Math.floor(fraction(mix(key, 2)) * 900_000),
    // Copying the page tables of some 200 MB.
    forkUs: 1_400 + Math.floor(fraction(mix(key, 3)) * 900),
    childPid: 200 + (ordinal % 30_000),
    copiedMegabytes: 6 + (mix(key, 4) % 12),
  };
}

/** The latest save that had ended at an instant. */
export function lastSave(nowUs: number): Save {
  let ordinal = Math.floor((nowUs - phaseUs) / everyUs);
  while (saveOf(ordinal).endedUs > nowUs) ordinal--;
  return saveOf(ordinal);
}

export function startSaving(server: RedisServer): void {
  const now = server.kernel.nowUs;
  let save = saveOf(Math.floor((now - phaseUs) / everyUs));
  while (save.beganUs < now) save = saveOf(save.ordinal + 1);
  server.kernel.at(save.beganUs, begin, server, save);
}

function begin(server: RedisServer, save: Save): void {
  const { kernel, log } = server;
  const now = kernel.nowUs;
  log.append(
    now,
    'info',
    '1:M {time:redis} * 100 changes in 300 seconds. Saving...',
    '100 changes in 300 seconds. Saving...',
  );
  server.pause(save.forkUs);
  const started = 'Background saving started by pid {child}';
  log.append(now + save.forkUs, 'info', `1:M {time:redis} * ${started}`, started, { child: save.childPid });
  kernel.at(save.endedUs, end, server, save);
  const next = saveOf(save.ordinal + 1);
  kernel.at(next.beganUs, begin, server, next);
}

function end({ kernel, log }: RedisServer, save: Save): void {
  const now = kernel.nowUs;
  const child = { child: save.childPid };
  log.append(now, 'info', '{child}:C {time:redis} * DB saved on disk', 'DB saved on disk', child);
  const copied = 'Fork CoW for RDB: current {current} MB, peak {peak} MB, average {average} MB';
  log.append(now, 'info', `{child}:C {time:redis} * ${copied}`, copied, {
    ...child,
    current: save.copiedMegabytes,
    peak: save.copiedMegabytes,
    average: Math.ceil(save.copiedMegabytes * 0.6),
  });
  const done = 'Background saving terminated with success';
  log.append(now, 'info', `1:M {time:redis} * ${done}`, done);
}
