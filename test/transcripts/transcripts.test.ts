/** Every scenario has a solution and the tempting wrong ways, and what they name is there. */
import { describe, expect, it } from 'vitest';
import { archetypesOf } from '../../apps/simulator/src/cli/archetypes/load.ts';
import { wanted } from '../../apps/simulator/src/cli/archetypes/orders.ts';
import { loadScenarios, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import { root } from '../support/platform.ts';

const { scenarios } = loadScenarios([`${root}/scenarios`], loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`));

describe.each(scenarios.map(({ id }) => id))('transcripts of %s', (id) => {
  const scenario = scenarios.find((one) => one.id === id);
  const archetypes = archetypesOf(`${root}/scenarios/${id}`);

  it('are all that the orders compare', () => {
    const names = new Set(archetypes.map(({ name }) => name));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  it('open files and commits that are there, and give the answer that is right', () => {
    if (!scenario) throw new Error(`no scenario ${id}`);
    const files = scenario.baseFiles;
    const subjects = scenario.commits.map(({ subject }) => subject);
    const missing: string[] = [];
    for (const { name, steps } of archetypes)
      for (const { step } of steps) {
        if (!('code' in step)) continue;
        if ('open' in step.code && !files.has(step.code.open)) missing.push(`${name}: ${step.code.open}`);
        const { code } = step;
        if ('commit' in code && !subjects.some((subject) => subject.startsWith(code.commit)))
          missing.push(`${name}: ${code.commit}`);
      }
    expect(missing).toEqual([]);
    const solution = archetypes.find(({ name }) => name === 'solution');
    const answer = solution?.steps.flatMap(({ step }) => ('lock' in step ? [step.lock] : [])).at(-1);
    expect([answer?.component, answer?.mechanism]).toEqual([scenario.truth.component, scenario.truth.mechanism]);
  });
});
