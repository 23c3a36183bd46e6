export type { Possible } from './act.ts';
export { buildDebrief, feltIn, type Made } from './debrief.ts';
export { type Actor, type Command, type Decision, decide } from './decide.ts';
export { type ExportFormat, exported, exportFormats } from './export/index.ts';
export { panelIdentity } from './panels.ts';
export { screenThen } from './replay/index.ts';
export { type DrillState, doorIsOpen, evolve, fold, initial } from './state.ts';
export { toView, type ViewExtras } from './view.ts';
export { walkThrough } from './walk/index.ts';
