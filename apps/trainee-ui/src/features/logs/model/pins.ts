import type { LogRow, TimeWindow } from '@firedrill/protocol';
import type { PinTarget } from '../../../model/pin.tsx';
import { toLogql } from './logql.ts';
import { constantPart } from './marks.ts';

const short = (text: string): string => (text.length > 140 ? `${text.slice(0, 139)}...` : text);

/** A pinned line stands for its kind: lines of that service, level and wording. */
export function linePin(row: Pick<LogRow, 'service' | 'level' | 'message'>, window: TimeWindow): PinTarget {
  const words = constantPart(row.message);
  return {
    query: {
      modality: 'log',
      query: toLogql([
        { kind: 'label', name: 'service', op: '=', value: row.service },
        { kind: 'label', name: 'level', op: '=', value: row.level },
        ...(words === '' ? [] : [{ kind: 'text', op: '|=', value: words } as const]),
      ]),
    },
    window: { fromMs: window.fromMs, toMs: window.toMs },
    title: short(`${row.service} ${row.level}: ${row.message}`),
    suggestedValue: short(row.message),
  };
}

/** All lines that the query finds. */
export const queryPin = (query: string, window: TimeWindow): PinTarget => ({
  query: { modality: 'log', query },
  window: { fromMs: window.fromMs, toMs: window.toMs },
  title: short(`Lines of ${query}`),
});
