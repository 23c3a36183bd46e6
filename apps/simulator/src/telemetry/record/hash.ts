/** A name for what a run recorded: equal for equal telemetry, however it was cut into chunks. */
import { createHash, type Hash } from 'node:crypto';
import type { Numbers } from '../columns.ts';
import { type Chunk, noSample } from './chunk.ts';

export interface TelemetryHash {
  /** Chunks of one slice, in order. */
  add(chunk: Chunk): TelemetryHash;
  /** Hex SHA-256. */
  digest(): string;
}

const octets = ({ buffer, byteOffset, byteLength }: Numbers): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Every column is a stream of its own; a chunk's end leaves no mark in any. */
export function createTelemetryHash(): TelemetryHash {
  const streams = new Map<string, Hash>();
  const width = new Map<number, number>();
  const stream = (name: string): Hash => {
    const known = streams.get(name) ?? createHash('sha256');
    streams.set(name, known);
    return known;
  };
  const json = (name: string, values: readonly unknown[]): void => {
    for (const value of values) stream(name).update(`${JSON.stringify(value)}\n`);
  };
  const columns = (name: string, rows: object): void => {
    for (const [column, value] of Object.entries(rows)) {
      const list: unknown[] = Array.isArray(value) ? value : [value];
      list.forEach((one, i) => {
        if (ArrayBuffer.isView(one))
          stream(`${name}.${column}.${i}`).update(new Uint8Array(one.buffer, one.byteOffset, one.byteLength));
      });
    }
  };
  const hash: TelemetryHash = {
    add(chunk) {
      json('strings', chunk.strings);
      json('instances', chunk.instances);
      json('metricMeta', chunk.metricMeta);
      json('logTemplates', chunk.logTemplates);
      json('spanTemplates', chunk.spanTemplates);
      json('events', chunk.events);
      for (const rows of chunk.logs) columns(`logs.${rows.template}`, rows);
      for (const rows of chunk.spans) columns(`spans.${rows.template}`, rows);
      columns('edge', chunk.edge);
      for (const { target, spec, newSeries, timesMs, values } of chunk.targets) {
        if (spec) json(`target.${target}`, [spec]);
        json(`target.${target}.series`, newSeries);
        const series = (width.get(target) ?? 0) + newSeries.length;
        width.set(target, series);
        for (let s = 0; s < series; s++) {
          const samples: number[] = [];
          for (let i = 0; i < timesMs.length; i++) {
            const value = values[s * timesMs.length + i] ?? noSample;
            if (value !== noSample) samples.push(timesMs[i] ?? 0, value);
          }
          if (samples.length > 0) stream(`target.${target}.${s}`).update(octets(Float64Array.from(samples)));
        }
      }
      return hash;
    },
    digest() {
      const all = createHash('sha256');
      const sorted = [...streams].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [name, one] of sorted) all.update(`${name} ${one.copy().digest('hex')}\n`);
      return all.digest('hex');
    },
  };
  return hash;
}

export const hashChunk = (chunk: Chunk): string => createTelemetryHash().add(chunk).digest();
