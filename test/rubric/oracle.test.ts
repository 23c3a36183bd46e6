/** The scorer against the reference scorer, line by line. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { scoreDrill } from '../../apps/simulator/src/score/index.ts';
import { scoreRecord } from '../../apps/simulator/src/score/rubric/score.ts';
import { type Case, expectedFile, fixtures, journals, key } from './expected.ts';
import { findingsOf, journalOf, referenceScenario } from './translated.ts';

const gateNames: Readonly<Record<string, string>> = {
  'ready-before-code': 'ready_lock_before_code',
  'contradiction-check': 'contradiction_check',
  'few-attempts': 'attempts_ok',
  'not-harmful': 'safe',
  unaided: 'unaided',
};

function differences({ name, record, expected }: Case): string[] {
  const { lines, total, gates } = scoreRecord(record, key);
  const found: string[] = [];
  if (Math.abs(total - expected.total) > 0.1 + 1e-9) found.push(`${name}: total ${total} instead of ${expected.total}`);
  if (lines.length !== expected.lines.length) found.push(`${name}: ${lines.length} lines`);
  expected.lines.forEach(([dim, rule, , got], index) => {
    const own = lines[index];
    if (own?.dim !== dim || Math.abs(own.got - got) > 0.02)
      found.push(`${name}: ${dim} ${rule}: ${own?.rule} ${own?.got} instead of ${got}`);
  });
  for (const { id, met } of gates)
    if (met !== expected.gates[gateNames[id] ?? '']) found.push(`${name}: gate ${id} is ${met}`);
  return found;
}

/** Time boxes are told in the reference's runs, and read off a journal: they are not compared. */
function journalDifferences({ name, record, expected }: Case, scenario: Scenario): string[] {
  const journal = journalOf(record);
  const { lines, gates } = scoreDrill(journal, scenario, findingsOf(journal, record, scenario)).scored;
  const own = lines.filter(({ dim }) => dim !== 'D7');
  const wanted = expected.lines.filter(([dim]) => dim !== 'D7');
  const sum = (all: readonly number[]): number => all.reduce((total, got) => total + got, 0);
  const off = sum(own.map(({ got }) => got)) - sum(wanted.map(([, , , got]) => got));
  const found = Math.abs(off) > 0.1 || own.length !== wanted.length ? [`${name}: ${off} more`] : [];
  wanted.forEach(([dim, rule, , got], index) => {
    const line = own[index];
    if (line?.dim !== dim || Math.abs(line.got - got) > 0.02)
      found.push(`${name}: ${dim} ${rule}: ${line?.rule} ${line?.got} instead of ${got}: ${line?.why}`);
  });
  for (const { id, met } of gates)
    if (met !== expected.gates[gateNames[id] ?? '']) found.push(`${name}: gate ${id} is ${met}`);
  return found;
}

describe('the rubric agrees with the reference scorer', () => {
  it('on its fourteen runs', () => {
    expect(fixtures).toHaveLength(14);
    expect(fixtures.flatMap(differences)).toEqual([]);
  });

  it('on its fourteen runs as journals of real queries', () => {
    const scenario = referenceScenario();
    expect(fixtures.flatMap((one) => journalDifferences(one, scenario))).toEqual([]);
  });

  it('on five hundred random journals, of which many score on every line', () => {
    expect(journals).toHaveLength(500);
    expect(journals.flatMap(differences)).toEqual([]);
    const scoring = (index: number): number =>
      journals.filter(({ expected }) => (expected.lines[index]?.[3] ?? 0) > 0).length;
    for (let index = 0; index < 19; index++) expect(scoring(index), `line ${index}`).toBeGreaterThan(20);
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  it.skipIf(!python)('whose results are those of the reference as it stands', () => {
    const made = join(mkdtempSync(join(tmpdir(), 'rubric-')), 'made.json.gz');
    execFileSync('python3', ['-B', join(import.meta.dirname, 'reference/make.py'), made]);
    const text = (path: string): string => gunzipSync(readFileSync(path)).toString();
    expect(text(made) === text(expectedFile)).toBe(true);
  });
  // biome-ignore lint/suspicious/noConsole: whoever reads the result should know what was not tested.
  if (!python) console.log('There is no python3 here: the reference scorer was not run again.');
});
