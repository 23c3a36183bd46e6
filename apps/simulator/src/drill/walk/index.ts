export { type Place, walkThrough } from './walk.ts';
