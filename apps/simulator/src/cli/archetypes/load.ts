/** The transcripts of a scenario: its solution, its own wrong ones, and those that every scenario has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Transcript, transcriptSchema } from '../../scenario/transcript.ts';
import type { TimedStep } from '../../scenario/transcript-steps.ts';
import { parseYaml } from '../../scenario/yaml.ts';
import { stepsOf } from '../transcript/derive.ts';

export interface Archetype {
  /** `solution`, or the name of a file under wrong/. */
  readonly name: string;
  readonly says: string;
  readonly mode: 'guided' | 'open';
  readonly steps: readonly TimedStep[];
}

/** Throws RefusedError with file, line and reason. */
const read = (file: string): Transcript => parseYaml(transcriptSchema, readFileSync(file, 'utf8'), file).value;

const filesOf = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => join(folder, name))
    : [];

const nameOf = (file: string): string => basename(file, '.yaml');

/** Throws when the scenario has no solution. Its own transcripts take the place of shared ones of the same name. */
export function archetypesOf(folder: string, sharedFolder = join(dirname(folder), '_wrong')): Archetype[] {
  const file = join(folder, 'solution.yaml');
  if (!existsSync(file)) throw new Error(`${file}: a scenario proves itself by its solution, and this one has none`);
  const solution = read(file);
  const own = filesOf(join(folder, 'wrong'));
  const names = new Set(own.map(nameOf));
  const shared = filesOf(sharedFolder).filter((one) => !names.has(nameOf(one)));
  const wrong = [...shared, ...own].map((one) => ({ name: nameOf(one), transcript: read(one) }));
  return [{ name: 'solution', transcript: solution }, ...wrong].map(({ name, transcript }) => ({
    name,
    says: transcript.says,
    mode: transcript.mode,
    steps: stepsOf(transcript, name === 'solution' ? null : solution),
  }));
}
