/** PromQL as a tree. Positions are characters of the query, end exclusive. */
import type { Matcher } from '../matchers.ts';

export interface Position {
  readonly from: number;
  readonly to: number;
}

/** `offset` and `@`, as they apply to selectors and subqueries. */
export interface TimeModifiers {
  readonly offsetMs: number;
  readonly at: number | 'start' | 'end' | null;
}

export interface NumberLiteral extends Position {
  readonly kind: 'number';
  readonly value: number;
}
export interface StringLiteral extends Position {
  readonly kind: 'string';
  readonly value: string;
}
export interface VectorSelector extends Position, TimeModifiers {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
}
export interface MatrixSelector extends Position {
  readonly kind: 'matrix';
  readonly selector: VectorSelector;
  readonly rangeMs: number;
}
export interface Subquery extends Position, TimeModifiers {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly rangeMs: number;
  /** null: the default resolution */
  readonly stepMs: number | null;
}
export interface Paren extends Position {
  readonly kind: 'paren';
  readonly expr: Expr;
}
export interface Unary extends Position {
  readonly kind: 'unary';
  readonly operator: '-' | '+';
  readonly expr: Expr;
}
export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly cardinality: 'one-to-one' | 'many-to-one' | 'one-to-many';
  readonly include: readonly string[];
}
export interface Binary extends Position {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool: boolean;
  /** Written by the user, null otherwise. */
  readonly matching: Matching | null;
  /** Values that stand in for a missing side, null where none does. */
  readonly fill: { readonly left: number | null; readonly right: number | null };
}
export interface Aggregate extends Position {
  readonly kind: 'aggregate';
  readonly operator: string;
  readonly parameter: Expr | null;
  readonly expr: Expr;
  readonly without: boolean;
  readonly labels: readonly string[];
}
export interface Call extends Position {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
}

export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Paren
  | Unary
  | Binary
  | Aggregate
  | Call;

export const arithmetic = ['+', '-', '*', '/', '%', '^', 'atan2'] as const;
export const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;
export const setOperators = ['and', 'or', 'unless'] as const;
export type BinaryOperator = (typeof arithmetic)[number] | (typeof comparisons)[number] | (typeof setOperators)[number];

const among = <T extends string>(list: readonly T[], text: string): text is T => list.some((item) => item === text);
export const isArithmetic = (text: string): text is (typeof arithmetic)[number] => among(arithmetic, text);
export const isComparison = (text: string): text is (typeof comparisons)[number] => among(comparisons, text);
export const isSetOperator = (text: string): text is (typeof setOperators)[number] => among(setOperators, text);

/** Without the parentheses around it. */
export const bare = (expr: Expr): Expr => (expr.kind === 'paren' ? bare(expr.expr) : expr);
