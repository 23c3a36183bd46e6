/** What a journal's queries are about. null: it cannot be parsed any more, and proves nothing. */
import type { EvidenceQuery } from '@firedrill/protocol';
import { type About, aboutChange, aboutLog, aboutMetric, aboutSpans } from '../../evidence/index.ts';
import type { AskedQuery, Looked } from './findings.ts';

export function aboutOf(query: AskedQuery): About | null {
  try {
    switch (query.modality) {
      case 'metric':
        return aboutMetric(query.expr, query.focus);
      case 'log':
        return aboutLog(query.query);
      case 'trace':
        return aboutSpans(query.service, query.operation);
      case 'event':
        return aboutChange(query.change);
    }
  } catch {
    return null;
  }
}

/** A pinned query as worlds are asked it; null when its change is not known. */
export function askedOf(query: EvidenceQuery, looked: Looked): AskedQuery | null {
  if (query.modality === 'trace') return { modality: 'trace', service: query.service, operation: query.operation };
  if (query.modality !== 'event') return query;
  const change = looked.changes[query.changeId];
  return change ? { modality: 'event', change } : null;
}
