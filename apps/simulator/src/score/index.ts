export { type AnswerKey, type JudgedPin, rubricVersion } from './key.ts';
export { score } from './score.ts';
