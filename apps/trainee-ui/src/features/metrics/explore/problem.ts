import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Marks where the server's refusal points; null takes the mark away. */
export const setProblem = StateEffect.define<Place | null>();

const mark = Decoration.mark({ class: 'fd-editor-problem' });

/** Keeps the mark until the text changes. */
export const problemMark: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setProblem)) continue;
      const length = transaction.state.doc.length;
      const from = Math.max(0, Math.min(effect.value?.from ?? 0, length - 1));
      const to = Math.min(length, Math.max(effect.value?.to ?? 0, from + 1));
      next = effect.value === null || length === 0 ? Decoration.none : Decoration.set([mark.range(from, to)]);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
