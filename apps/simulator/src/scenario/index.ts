export { BuildError, loadService, mapStack } from './build/compile.ts';
export { loadScenario, loadScenarios, loadShop, type Shop } from './load.ts';
export { type Commit, revertOf } from './repository/history.ts';
export { type FileChange, type Files, PatchError, withChanges } from './repository/patch.ts';
export { createRepository, detailOf, type Repository } from './repository/repository.ts';
export type { PageTemplate, Release, Scenario, Truth } from './scenario.ts';
export type { Refusal } from './yaml.ts';
