import type { CodeMatch } from '@firedrill/protocol';

const indentOf = (line: string): number => (line.trim() === '' ? Number.POSITIVE_INFINITY : line.search(/\S/));
const leadCount = 12;

/** A match as a narrow list shows it: without the indent that its lines share, and with the find in sight. */
export function excerpt(
  match: CodeMatch,
  find: string,
): { readonly before: string; readonly text: string; readonly after: string } {
  const indent = Math.min(...[...match.before, match.text, ...match.after].map(indentOf));
  const cut = (line: string): string => line.slice(Number.isFinite(indent) ? indent : 0);
  const text = cut(match.text);
  const at = text.toLowerCase().indexOf(find.toLowerCase());
  return {
    before: match.before.map(cut).join('\n'),
    text: at > 2 * leadCount ? `... ${text.slice(at - leadCount)}` : text,
    after: match.after.map(cut).join('\n'),
  };
}
