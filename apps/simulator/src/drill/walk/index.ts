export { longest, type Place, walkThrough } from './walk.ts';
