import type { ReactNode } from 'react';

/** Text with every occurrence of `find` marked; capitals do not matter. */
export function Marked(props: { readonly text: string; readonly find: string }): ReactNode {
  const { text, find } = props;
  if (find === '') return text;
  const parts: ReactNode[] = [];
  const [low, sought] = [text.toLowerCase(), find.toLowerCase()];
  let done = 0;
  for (let at = low.indexOf(sought); at >= 0; at = low.indexOf(sought, done)) {
    parts.push(text.slice(done, at), <mark key={at}>{text.slice(at, at + find.length)}</mark>);
    done = at + find.length;
  }
  return [...parts, text.slice(done)];
}
