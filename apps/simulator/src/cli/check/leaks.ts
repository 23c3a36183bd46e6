/** Nothing that a trainee can read before the debrief gives the game away. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { telltaleIn } from '../../scenario/telltale.ts';
import type { Chunk } from '../../telemetry/record/chunk.ts';
import { shortPath } from '../project.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

interface Read {
  readonly where: string;
  readonly text: string;
}

function* brief({ value, where }: Subject): Generator<Read> {
  for (const field of ['title', 'summary'] as const) yield { where: where(field), text: value[field] };
  const { noticed, dependencies, ...page } = value.page;
  for (const [field, text] of Object.entries(page)) yield { where: where('page', field), text: text ?? '' };
  for (const [index, text] of dependencies.entries()) yield { where: where('page', 'dependencies', index), text };
  for (const [index, { who, text }] of noticed.entries()) {
    yield { where: where('page', 'noticed', index), text: `${who}: ${text}` };
  }
  for (const [index, { text }] of value.hints.entries()) yield { where: where('hints', index, 'text'), text };
}

function* patches({ value, folder }: Subject): Generator<Read> {
  const instead = 'commit' in value.cause ? value.cause.instead : undefined;
  for (const name of [...value.commits, ...(instead === undefined ? [] : [instead])]) {
    const file = join(folder, 'commits', `${name}.patch`);
    for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
      yield { where: `${shortPath(file)}:${index + 1}`, text };
    }
  }
}

/** All text that a run recorded: each line and span is made of these, names and labels too. */
export function* recorded(chunks: Iterable<Chunk>): Generator<string> {
  for (const { strings, instances, metricMeta, targets, logTemplates, spanTemplates, events } of chunks) {
    yield* strings;
    for (const part of [instances, metricMeta, logTemplates, spanTemplates, events]) yield JSON.stringify(part);
    for (const { spec, newSeries } of targets) yield JSON.stringify([spec, newSeries]);
  }
}

/** The first telltale word in what was recorded, with the text around it; null when there is none. */
export function telltaleInRun(texts: Iterable<string>, id: string): string | null {
  for (const text of texts) {
    const word = telltaleIn(text, id);
    if (word === null) continue;
    const at = text.toLowerCase().indexOf(word.toLowerCase());
    return `"${word}" in "${text.slice(Math.max(0, at - 40), at + 60)}"`;
  }
  return null;
}

export function checkTexts(subject: Subject): Finding[] {
  const { id } = subject.scenario;
  const found = [...brief(subject), ...patches(subject)].flatMap(({ where, text }) => {
    const word = telltaleIn(text, id);
    return word === null ? [] : [failed(`leaks: ${where}: "${word}"`)];
  });
  return found.length > 0 ? found : [passed('leaks: nothing in the brief and the commits')];
}

export function checkRecorded(found: ReadonlyMap<number, string | null>): Finding[] {
  const out = [...found].flatMap(([seed, leak]) =>
    leak === null ? [] : [failed(`leaks: telemetry of seed ${seed}: ${leak}`)],
  );
  return out.length > 0 ? out : [passed('leaks: nothing in the telemetry')];
}
