import type { EvidenceQuery } from '@firedrill/protocol';

/** What is run again, in its own language. */
export function queryText(query: EvidenceQuery): string {
  switch (query.modality) {
    case 'metric': {
      const focus = Object.entries(query.focus);
      const labels = focus.map(([name, value]) => `${name}="${value}"`).join(', ');
      return focus.length === 0 ? query.expr : `${query.expr}  {${labels}}`;
    }
    case 'log':
      return query.query;
    case 'trace':
      return `${query.service} ${query.operation} in ${query.traceId.slice(0, 8)}`;
    case 'event':
      return `change ${query.changeId}`;
  }
}
