export { type About, covers, identityOf } from './about.ts';
export { componentOf } from './components.ts';
export { type FamilyQuery, familyOf } from './family.ts';
export { aboutLog } from './log.ts';
export { aboutMetric } from './metric.ts';
export { aboutChange, aboutSpans } from './other.ts';
