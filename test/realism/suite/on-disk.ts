/** A run's logs in the files that programs would have written: the container runtime's for services, their own for others. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Files, withChanges } from '../../../apps/simulator/src/scenario/index.ts';
import { renderLine } from '../../../apps/simulator/src/telemetry/logql/line.ts';
import { createStore } from '../../../apps/simulator/src/telemetry/store/store.ts';
import type { Run } from './run.ts';

const files: Readonly<Record<string, string>> = {
  'nginx-ingress': 'ingress.log',
  postgres: 'database.log',
  redis: 'redis.log',
};

const iso = (timeUs: number): string =>
  `${new Date(Math.floor(timeUs / 1000)).toISOString().slice(0, 19)}.${String(timeUs % 1e6).padStart(6, '0')}000Z`;

export function writeLogs({ chunks, scenario }: Pick<Run, 'chunks' | 'scenario'>, folder: string): void {
  const store = createStore();
  for (const chunk of chunks) store.adopt(chunk, 'run');
  const written = new Map<string, { readonly timeUs: number; readonly text: string }[]>();
  for (const file of ['app.log', ...Object.values(files)]) written.set(file, []);
  for (const segment of [...store.logs.values()].flat()) {
    const service = store.registry.logTemplates[segment.template]?.service ?? '';
    const file = files[service] ?? 'app.log';
    segment.timeUs.forEach((timeUs, row) => {
      const line = renderLine(store.registry, segment, row);
      const text = file === 'app.log' ? line.replace(/^/gm, `${iso(timeUs)} stdout F `) : line;
      written.get(file)?.push({ timeUs, text });
    });
  }
  for (const [file, lines] of written) {
    lines.sort((a, b) => a.timeUs - b.timeUs);
    writeFileSync(join(folder, file), lines.map(({ text }) => `${text}\n`).join(''));
  }
  const changes = store.events.map((event) => `${iso(event.timeUs)} ${event.kind} ${event.service} ${event.message}\n`);
  writeFileSync(join(folder, 'deployment.log'), changes.join(''));
  // The shop's source as main has it in the end.
  const source = scenario
    .course('true')
    .commits.reduce<Files>((before, commit) => withChanges(before, commit.changes), scenario.baseFiles);
  for (const [path, text] of source) {
    mkdirSync(dirname(join(folder, 'source', path)), { recursive: true });
    writeFileSync(join(folder, 'source', path), text);
  }
}
