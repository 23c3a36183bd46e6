/** Journal entries as a team would tell them. */
import { actionText, components, type Debrief, mechanisms, readingLabels } from '@firedrill/protocol';
import type { Entry } from '../journal/index.ts';
import { lookOf } from './replay/looks.ts';

type Deed = Debrief['deeds'][number];
type Told = { readonly lane: Deed['lane']; readonly text: string };

const tell = (lane: Deed['lane'], text: string): Told => ({ lane, text });
const labelOf = (items: readonly { readonly id: string; readonly label: string }[], id?: string): string | undefined =>
  items.find((item) => item.id === id)?.label;
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
        `locked hypothesis ${data.version}: ${labelOf(components, component?.value) ?? 'no component'}, ${labelOf(mechanisms, mechanism?.value) ?? 'no mechanism'}${data.complete ? '' : ' (incomplete)'}`,
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
      return tell('action', `acted: ${actionText(data.action)}`);
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

/** Panels of one page come into view within so long, wall clock. */
const togetherMs = 3_000;

const isView = ({ data }: Entry): boolean => data.type === 'panel.viewed';

/** Entries that one sentence tells: panels that came into view together, and anything else by itself. */
function grouped(journal: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  for (const entry of journal) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const together =
      last && isView(entry) && isView(last) && last.actor === entry.actor && entry.wallMs - last.wallMs <= togetherMs;
    if (group && together) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function toldTogether([first, ...others]: readonly Entry[]): Told | null {
  if (first?.data.type !== 'panel.viewed') return first ? told(first) : null;
  const { query } = first.data;
  if (query.modality === 'log') return tell('logs', `saw the lines of ${query.query}`);
  return tell('metrics', others.length === 0 ? `saw a panel: ${query.expr}` : `saw ${others.length + 1} panels`);
}

export const deedsOf = (journal: readonly Entry[]): Deed[] =>
  grouped(journal).flatMap((group) => {
    const [first] = group;
    const what = toldTogether(group);
    if (!first || !what) return [];
    const { seq, name, incidentMs, workMs } = first;
    const covers = group.slice(1).map((entry) => entry.seq);
    return [{ seq, author: name, incidentMs, workMs, ...what, covers, looked: lookOf(first) !== null }];
  });
