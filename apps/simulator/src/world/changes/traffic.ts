import type { Make } from './index.ts';

export const scaleTraffic: Make<'traffic'> = ({ factor, route }, { traffic }) => traffic.scale(factor, route ?? null);
