/** What panels show by themselves: a thing once, however it is written and refreshed. */
import { aboutLog, aboutMetric, identityOf } from '../evidence/index.ts';
import type { PanelQuery } from '../journal/index.ts';

/** null: it cannot be parsed, and shows nothing. */
export function panelIdentity(query: PanelQuery): string | null {
  try {
    return identityOf(query.modality === 'metric' ? aboutMetric(query.expr) : aboutLog(query.query));
  } catch {
    return null;
  }
}
