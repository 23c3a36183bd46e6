import type { Debrief } from '@firedrill/protocol';

export type Lane = Debrief['deeds'][number]['lane'];

/** From data to hypothesis to code, top to bottom. */
export const lanes: readonly { readonly id: Lane; readonly label: string }[] = [
  { id: 'page', label: 'page' },
  { id: 'metrics', label: 'metrics' },
  { id: 'logs', label: 'logs' },
  { id: 'traces', label: 'traces' },
  { id: 'changes', label: 'changes' },
  { id: 'hypothesis', label: 'hypothesis' },
  { id: 'code', label: 'code' },
  { id: 'action', label: 'action' },
  { id: 'answer', label: 'answer' },
];

export const deedAnchor = (seq: number): string => `deed-${seq}`;

/** Of a part of the page. */
export const partAnchor = (id: string): string => `debrief-${id}`;
