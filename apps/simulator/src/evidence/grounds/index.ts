export { type Aimed, type Ground, isSymptom, rules, slotsGrounded } from './grounds.ts';
