/** What is checked: a scenario's file, and the scenario that it loads to. */
import { readFileSync } from 'node:fs';
import type { Scenario, Shop } from '../../scenario/index.ts';
import { type ScenarioFile, scenarioSchema } from '../../scenario/schema.ts';
import { instantMs } from '../../scenario/times.ts';
import { parseYaml } from '../../scenario/yaml.ts';
import { shortPath } from '../project.ts';

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

export function subjectOf({ scenario, shop, folder }: Pick<Subject, 'scenario' | 'shop' | 'folder'>): Subject {
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
