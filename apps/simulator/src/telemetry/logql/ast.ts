/** A log query, as text and as the parts that chips show. Positions are characters of the text. */
import type { MatchOperator } from '../matchers.ts';

export interface Positioned {
  readonly from: number;
  readonly to: number;
}

export interface LabelMatcher extends Positioned {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
  /** Where the text of `value` begins. */
  readonly valueFrom: number;
}

export type LineOperator = '|=' | '!=' | '|~' | '!~';

export interface LineFilter extends Positioned {
  readonly operator: LineOperator;
  readonly text: string;
  readonly valueFrom: number;
}

export type FieldOperator = '=' | '!=' | '=~' | '!~' | '>' | '>=' | '<' | '<=';

export interface FieldFilter extends Positioned {
  readonly field: string;
  readonly operator: FieldOperator;
  readonly value: string | number;
  readonly valueFrom: number;
}

/** Line and field filters hold all together; the alternatives of one field stage are joined by `or`. */
export interface LogQuery {
  readonly labels: readonly LabelMatcher[];
  readonly lines: readonly LineFilter[];
  /** All of: any of. */
  readonly fields: readonly (readonly FieldFilter[])[];
}

type Bare<Part> = Omit<Part, 'from' | 'to' | 'valueFrom'>;

/** What chips need to write a query. */
export interface LogQueryParts {
  readonly labels: readonly Bare<LabelMatcher>[];
  readonly lines: readonly Bare<LineFilter>[];
  readonly fields: readonly (readonly Bare<FieldFilter>[])[];
}

const quote = (text: string): string => JSON.stringify(text);

export function formatLogQuery({ labels, lines, fields }: LogQueryParts): string {
  const selector = `{${labels.map(({ name, operator, value }) => `${name}${operator}${quote(value)}`).join(', ')}}`;
  const filters = lines.map(({ operator, text }) => `${operator} ${quote(text)}`);
  const stages = fields.map(
    (any) =>
      `| ${any.map(({ field, operator, value }) => `${field} ${operator} ${typeof value === 'number' ? value : quote(value)}`).join(' or ')}`,
  );
  return [selector, ...filters, ...stages].join(' ');
}
