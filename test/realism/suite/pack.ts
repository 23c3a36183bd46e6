/** The scenarios of the pack, loaded once for all tests of a file. */
import { loadScenarios, loadShop } from '../../../apps/simulator/src/scenario/index.ts';
import { root } from '../../support/platform.ts';

export const { scenarios: pack } = loadScenarios(
  [`${root}/scenarios`],
  loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`),
);

export const scenarioIds: readonly string[] = pack.map(({ id }) => id);
