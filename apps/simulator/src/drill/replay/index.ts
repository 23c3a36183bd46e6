export { lookOf } from './looks.ts';
export { screenThen } from './screen.ts';
