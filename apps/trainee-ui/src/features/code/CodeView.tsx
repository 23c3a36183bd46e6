import { javascript } from '@codemirror/lang-javascript';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type ReactNode, useEffect, useRef } from 'react';

function languageOf(path: string): Extension {
  if (/\.(ts|tsx|js|mjs)$/.test(path)) return javascript({ typescript: true });
  if (path.endsWith('.sql')) return sql({ dialect: PostgreSQL });
  return /\.ya?ml$/.test(path) ? yaml() : [];
}

const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--fd-series-3)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--fd-series-2)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--fd-series-4)' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--fd-series-7)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--fd-series-1)' },
  { tag: [tags.propertyName, tags.attributeName, tags.labelName], color: 'var(--fd-series-5)' },
  { tag: [tags.comment, tags.meta], color: 'var(--fd-dim)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', backgroundColor: 'var(--fd-surface)', color: 'var(--fd-text)' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '18px' },
  '.cm-gutters': { backgroundColor: 'var(--fd-surface)', color: 'var(--fd-dim)', border: 'none' },
  '.cm-content': { caretColor: 'var(--fd-accent)' },
  '.fd-cm-line': { backgroundColor: 'var(--fd-accent-soft)' },
});

const theLine = Decoration.line({ class: 'fd-cm-line' });

function marked(state: EditorState, line: number | null): Extension {
  if (line === null || line < 1 || line > state.doc.lines) return [];
  return EditorView.decorations.of(Decoration.set([theLine.range(state.doc.line(line).from)]));
}

/** A file to be read: numbered, coloured, with one line marked and in sight. */
export function CodeView(props: {
  readonly path: string;
  readonly text: string;
  readonly line: number | null;
}): ReactNode {
  const { path, text, line } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const plain = EditorState.create({ doc: text });
    const state = EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': `Text of ${path}`, 'aria-readonly': 'true', tabindex: '0' }),
        languageOf(path),
        syntaxHighlighting(highlight),
        look,
        marked(plain, line),
      ],
    });
    const view = new EditorView({ state, parent: place.current });
    if (line !== null && line >= 1 && line <= state.doc.lines)
      view.dispatch({ effects: EditorView.scrollIntoView(state.doc.line(line).from, { y: 'center' }) });
    return () => view.destroy();
  }, [path, text, line]);
  return <div className="fd-code-text" ref={place} />;
}
