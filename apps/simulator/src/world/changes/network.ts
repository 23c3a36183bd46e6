import type { Make } from './index.ts';

export const disturbEdge: Make<'network'> = ({ from, to, delayMs, lossPercent }, { edges }) =>
  edges.disturb(from, to, { delayUs: delayMs * 1000, lossShare: lossPercent / 100 });
