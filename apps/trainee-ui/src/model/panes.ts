/** The panes of a drill. The digit is the key that opens one, and stays the same as further panes come. */
export const panes = [
  { id: 'page', digit: '1', label: 'Page' },
  { id: 'metrics', digit: '2', label: 'Metrics' },
  { id: 'logs', digit: '3', label: 'Logs' },
  { id: 'traces', digit: '4', label: 'Traces' },
  { id: 'changes', digit: '5', label: 'Changes' },
  { id: 'code', digit: '8', label: 'Code' },
  { id: 'debrief', digit: '9', label: 'Debrief' },
] as const;

export type PaneId = (typeof panes)[number]['id'];

export const isPaneId = (text: string | undefined): text is PaneId => panes.some((pane) => pane.id === text);
