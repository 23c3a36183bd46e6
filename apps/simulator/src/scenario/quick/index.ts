export { type QuickChoice, QuickRefused, quickCauses } from './compose.ts';
export { makeQuick, type QuickMaker } from './make.ts';
