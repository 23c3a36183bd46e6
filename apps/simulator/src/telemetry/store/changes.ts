import type { Change } from '@firedrill/protocol';
import type { Changes } from '../requests.ts';
import type { Store } from './store.ts';

/** Changes are announced, not scraped: they are visible at once. */
export const changes = (store: Store, { fromMs, toMs }: Changes, asOfMs: number): Change[] =>
  store.events
    .filter(({ timeUs }) => timeUs >= fromMs * 1000 && timeUs < toMs * 1000 && timeUs <= asOfMs * 1000)
    .map(({ timeUs, ...event }) => ({ ...event, timeMs: timeUs / 1000 }));
