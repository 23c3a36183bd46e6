import type { FieldPart, LabelPart, Part, TextPart } from './logql.ts';

/** Labels of the selector; everything else is a field of the line. */
export const labelNames = ['service', 'level', 'pod', 'version', 'node'];

/** What a chip says. */
export function chipText(part: Part): string {
  if (part.kind === 'text') {
    const say = { '|=': 'contains', '!=': 'lacks', '|~': 'matches', '!~': 'matches not' } as const;
    return `${say[part.op]} ${JSON.stringify(part.value)}`;
  }
  return `${part.name} ${part.op} ${part.value}`;
}

const negated = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~', '>': '<=', '<=': '>', '<': '>=', '>=': '<' } as const;
const negatedText = { '|=': '!=', '!=': '|=', '|~': '!~', '!~': '|~' } as const;

/** The part that keeps what this one drops. */
export function negate(part: Part): Part {
  if (part.kind === 'text') return { ...part, op: negatedText[part.op] };
  // Both tables map an operator to one that the same kind of part allows.
  return part.kind === 'label'
    ? { ...part, op: negated[part.op] as LabelPart['op'] }
    : { ...part, op: negated[part.op] as FieldPart['op'] };
}

const same = (a: Part, b: Part): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A filter on one value, as a click on a facet or field makes it. */
export function valuePart(kind: 'label' | 'field', name: string, value: string, keep: boolean): LabelPart | FieldPart {
  const op = keep ? '=' : '!=';
  if (kind === 'label') return { kind, name, op, value };
  const numeric = /^-?\d+(?:\.\d+)?$/.test(value);
  return { kind, name, op, value, numeric };
}

/** Adds a part. Of one label or field only one `=` can hold, so the newest takes the place of another; the opposite goes. */
export function withPart(parts: readonly Part[], added: Part): Part[] {
  const opposite = negate(added);
  const kept = parts.filter((part) => {
    if (same(part, added) || same(part, opposite)) return false;
    return !(
      part.kind !== 'text' &&
      added.kind !== 'text' &&
      part.kind === added.kind &&
      part.name === added.name &&
      part.op === '=' &&
      added.op === '='
    );
  });
  return [...kept, added];
}

export const withoutPart = (parts: readonly Part[], index: number): Part[] => parts.filter((_, at) => at !== index);

/** What somebody typed into the bar: `name=value` and the like is a filter, anything else is text to find. */
export function typedPart(typed: string): Part {
  const found = /^([A-Za-z_][\w.]*)\s*(=~|!~|!=|>=|<=|=|>|<)\s*(\S.*)$/.exec(typed.trim());
  if (found === null) return { kind: 'text', op: '|=', value: typed.trim() } satisfies TextPart;
  const [, name = '', op = '=', raw = ''] = found;
  const value = /^".*"$/.test(raw) ? raw.slice(1, -1) : raw;
  if (labelNames.includes(name) && ['=', '!=', '=~', '!~'].includes(op))
    return { kind: 'label', name, op: op as LabelPart['op'], value }; // checked by the list beside it
  const numeric = /^-?\d+(?:\.\d+)?$/.test(value);
  return { kind: 'field', name, op: op as FieldPart['op'], value, numeric }; // the pattern above allows no other
}

/** Texts to mark in a message. */
export const markedTexts = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => (part.kind === 'text' && part.op === '|=' && part.value !== '' ? [part.value] : []));
