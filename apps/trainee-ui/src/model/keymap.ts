/** What the overlay of keys shows. */
export const keymap: readonly {
  readonly group: string;
  readonly keys: readonly { readonly keys: string; readonly does: string }[];
}[] = [
  {
    group: 'Everywhere',
    keys: [
      { keys: '1 2 3 4 5 8 9', does: 'open a pane (its number is on the rail)' },
      { keys: 'Ctrl K', does: 'go to anything' },
      { keys: '/', does: "the pane's query" },
      { keys: 'n', does: 'show or hide the notebook' },
      { keys: 'Space', does: 'pause the clocks, or go on' },
      { keys: '?', does: 'these keys' },
    ],
  },
  {
    group: 'Evidence',
    keys: [
      { keys: 'p', does: 'pin what has focus' },
      { keys: 'Alt P', does: 'the same, also while typing' },
      { keys: '1 to 6', does: 'in the pin dialog: what you read' },
      { keys: 'Ctrl Enter', does: 'in the pin dialog: pin it' },
    ],
  },
  {
    group: 'Time',
    keys: [
      { keys: '[', does: 'the window before' },
      { keys: ']', does: 'the window after' },
      { keys: 'drag', does: 'on a chart or the strip: set the window' },
    ],
  },
];
