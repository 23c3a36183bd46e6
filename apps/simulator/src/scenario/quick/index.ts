export { candidatesFor, fewestKept, keptOf } from './alternatives.ts';
export { type Drawn, drawn, earliest, latest, type QuickChoice, QuickRefused, quickCauses, usualOf } from './choice.ts';
export { checkQuick, forgetQuick, type QuickMaker, writeQuick } from './make.ts';
export { fixedEdgeOf, placesOf } from './places.ts';
