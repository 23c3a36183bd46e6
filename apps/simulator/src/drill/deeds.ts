/** Journal entries as a team would tell them. */
import { actionText, type Debrief, readingLabels } from '@firedrill/protocol';
import type { Entry } from '../journal/index.ts';

type Deed = Debrief['deeds'][number];
type Told = { readonly lane: Deed['lane']; readonly text: string };

const tell = (lane: Deed['lane'], text: string): Told => ({ lane, text });
const modalityLane = { metric: 'metrics', log: 'logs', trace: 'traces', event: 'changes' } as const;

function told({ data }: Entry): Told | null {
  switch (data.type) {
    case 'drill.started':
      return tell('page', `was paged: ${data.page.rule}`);
    case 'page.acknowledged':
      return tell('page', 'acknowledged the page');
    case 'metric.queried':
      return tell('metrics', `asked ${data.expr}`);
    case 'log.queried':
      return tell('logs', `searched ${data.query}`);
    case 'trace.searched':
      return tell('traces', `searched traces${data.service ? ` of ${data.service}` : ''}`);
    case 'trace.opened':
      return tell('traces', `opened trace ${data.traceId.slice(0, 8)}`);
    case 'events.viewed':
      return tell('changes', 'looked at the changes');
    case 'evidence.pinned':
      return tell(
        modalityLane[data.pin.query.modality],
        `pinned "${data.pin.title}" as ${readingLabels[data.pin.reading]}`,
      );
    case 'timeline.added':
      return tell('hypothesis', `put on the timeline: ${data.entry.text}`);
    case 'hypothesis.locked': {
      const { component, mechanism } = data.hypothesis.slots;
      return tell(
        'hypothesis',
        `locked hypothesis ${data.version}: ${component?.value || 'no component'}, ${mechanism?.value || 'no mechanism'}${data.complete ? '' : ' (incomplete)'}`,
      );
    }
    case 'prediction.checked':
      return tell('hypothesis', `checked a prediction: ${data.found}`);
    case 'prediction.judged':
      return tell('hypothesis', `said that the prediction ${data.verdict}`);
    case 'contradiction.checked':
      return tell(
        'hypothesis',
        data.found ? 'looked for a contradiction and found one' : 'looked for a contradiction and found none',
      );
    case 'code.opened':
      return tell('code', `opened ${data.path}`);
    case 'code.searched':
      return tell('code', `searched the code for "${data.text}"`);
    case 'git.viewed':
      return tell('code', `looked at ${data.what}`);
    case 'rootcause.submitted':
      return tell('answer', 'submitted the root cause');
    case 'mitigation.executed':
      return tell('action', actionText(data.action));
    case 'hint.used':
      return tell('hypothesis', `took a hint of level ${data.level}`);
    case 'code.entered-early':
      return tell('code', 'went in before a complete hypothesis was locked');
    case 'recovery.verified':
      return tell('action', 'verified the recovery');
    case 'drill.ended':
      return tell('answer', 'ended the drill');
    default:
      return null;
  }
}

/** What was on the screen, as something that can be drawn again. */
function panelOf({ data, incidentMs }: Entry): Pick<Deed, 'panel'> {
  if (data.type === 'metric.queried' && data.fromMs < data.toMs)
    return { panel: { expr: data.expr, fromMs: data.fromMs, toMs: Math.min(data.toMs, incidentMs) } };
  if (data.type !== 'evidence.pinned' || data.pin.query.modality !== 'metric') return {};
  const { fromMs, toMs } = data.pin.window;
  return { panel: { expr: data.pin.query.expr, fromMs, toMs: Math.min(toMs, incidentMs) } };
}

export const deedsOf = (journal: readonly Entry[]): Deed[] =>
  journal.flatMap((entry) => {
    const what = told(entry);
    if (!what) return [];
    const { seq, name, incidentMs, workMs } = entry;
    return [{ seq, author: name, incidentMs, workMs, ...what, ...panelOf(entry) }];
  });
