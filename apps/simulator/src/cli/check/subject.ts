/** What is checked: a scenario's file, and the scenario that it loads to. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Scenario, Shop } from '../../scenario/index.ts';
import { type ScenarioFile, scenarioSchema } from '../../scenario/schema.ts';
import { instantMs } from '../../scenario/times.ts';
import { parseYaml } from '../../scenario/yaml.ts';

export interface Subject {
  readonly scenario: Scenario;
  readonly shop: Shop;
  readonly folder: string;
  readonly value: ScenarioFile;
  /** Where a field stands: file, line, and the field's own name. */
  where(...path: readonly PropertyKey[]): string;
  /** Epoch ms of a time of day. */
  at(time: string): number;
}

/** A path as a person at this terminal would write it. */
export const shortPath = (path: string): string => {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
};

export function subjectOf(scenario: Scenario, shop: Shop, folder: string): Subject {
  const file = `${folder}/scenario.yaml`;
  const { value, lineOf } = parseYaml(scenarioSchema, readFileSync(file, 'utf8'), file);
  return {
    scenario,
    shop,
    folder,
    value,
    where: (...path) => `${shortPath(file)}:${lineOf(path)}: ${path.join('.')}`,
    at: (time) => instantMs(value.date, time),
  };
}
