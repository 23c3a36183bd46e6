/** Which kinds of lines a query finds, without counting them. */
import type { LogTemplates } from '../requests.ts';
import type { Store } from '../store/store.ts';
import { passes, type Stretch, stretches } from './scan.ts';

function hasMatch({ segment, from, to, tests }: Stretch): boolean {
  for (let row = from; row < to; row++) if (passes(tests, segment, row)) return true;
  return false;
}

/** A shop's releases may each have a template of their own for the same wording: they are one kind of line. */
export function logTemplates(store: Store, request: LogTemplates, asOfMs: number): string[] {
  const found = new Set<string>();
  for (const stretch of stretches(store, request.query, request, asOfMs)) {
    const template = store.registry.logTemplates[stretch.segment.template];
    if (!template) continue;
    const { service, level, message } = template;
    const name = JSON.stringify([service, level, message]);
    if (!found.has(name) && hasMatch(stretch)) found.add(name);
  }
  return [...found].sort();
}
