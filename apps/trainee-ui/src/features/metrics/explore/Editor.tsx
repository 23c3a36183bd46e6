import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { minimalSetup } from 'codemirror';
import { type ReactNode, useEffect, useRef } from 'react';
import { useDrill } from '../../../data/drill.tsx';
import { completionClient } from './client.ts';
import { type Place, problemMark, setProblem } from './problem.ts';

interface Props {
  readonly label: string;
  readonly expr: string;
  readonly problem: Place | null;
  /** Enter, or leaving the editor. */
  onRun(expr: string): void;
}

/** A PromQL editor with completion. Enter runs, Shift-Enter makes a new line. */
export function Editor(props: Props): ReactNode {
  const { id } = useDrill();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { expr, label, problem } = props;

  useEffect(() => {
    if (place.current === null) return;
    const promql = new PromQLExtension().setComplete({ remote: completionClient(id) }).activateLinter(false);
    const run = (editor: EditorView): boolean => {
      latest.current.onRun(editor.state.doc.toString());
      return true;
    };
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current.expr,
        extensions: [
          // Completion takes Enter first while its list is open.
          Prec.high(keymap.of(completionKeymap)),
          Prec.high(
            keymap.of([
              { key: 'Enter', run },
              { key: 'Mod-Enter', run },
            ]),
          ),
          minimalSetup,
          autocompletion({ defaultKeymap: false, icons: false }),
          closeBrackets(),
          promql.asExtension(),
          syntaxHighlighting(classHighlighter),
          problemMark,
          EditorView.lineWrapping,
          placeholder('PromQL, such as sum by (service) (up)'),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.domEventHandlers({
            blur: (_event, editor) => {
              const text = editor.state.doc.toString();
              if (text !== latest.current.expr) latest.current.onRun(text);
            },
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [id, label]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === expr) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: expr } });
  }, [expr]);

  useEffect(() => {
    view.current?.dispatch({ effects: setProblem.of(problem) });
  }, [problem]);

  return <div ref={place} className="fd-editor" />;
}
