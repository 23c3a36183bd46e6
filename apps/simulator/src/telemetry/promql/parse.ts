import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { badQuery } from '../errors.ts';
import { type Matcher, type MatchOperator, matcher } from '../matchers.ts';
import {
  type BinaryOperator,
  type Expr,
  isArithmetic,
  isComparison,
  isSetOperator,
  type Matching,
  type TimeModifiers,
  type VectorSelector,
} from './ast.ts';
import { parseNumber, parseString } from './literals.ts';
import { syntaxError } from './syntax-error.ts';

/** The tree of a query; a TelemetryError with position when it is not PromQL. Types are checked by `check`. */
export function parsePromql(text: string): Expr {
  // The grammar does not know `2.`, PromQL does.
  const source = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(?<![\w.])\d+\.(?![\deE])/g, (found) =>
    found.endsWith('.') ? `${found.slice(0, -1)} ` : found,
  );
  const tree = parser.parse(source);
  const error = syntaxError(tree, source);
  if (error) throw error;
  const expr = tree.topNode.firstChild;
  const root = expr && expr.name === 'LineComment' ? children(tree.topNode)[0] : expr;
  if (!root) throw badQuery('empty query', 0, text.length, 'an expression');
  return new Builder(source).expr(root);
}

const children = (node: SyntaxNode): SyntaxNode[] => {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'LineComment') list.push(child);
  return list;
};

const swap = { one: 'one-to-one', left: 'many-to-one', right: 'one-to-many' } as const;

class Builder {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  expr(node: SyntaxNode): Expr {
    const { from, to } = node;
    const [first, second, third] = children(node);
    switch (node.name) {
      case 'NumberDurationLiteral':
        return { kind: 'number', value: parseNumber(this.#text(node)), from, to };
      case 'StringLiteral':
        return { kind: 'string', value: parseString(this.#text(node), from), from, to };
      case 'ParenExpr':
        return { kind: 'paren', expr: this.#need(first, node), from, to };
      case 'VectorSelector':
        return this.#selector(node);
      case 'MatrixSelector': {
        const rangeMs = this.#durationMs(second, node, true);
        return onOperand(this.#need(first, node), (expr) => {
          if (expr.kind !== 'selector') {
            throw badQuery(
              'a range needs a selector',
              expr.from,
              to,
              'a selector such as metric[5m], or a subquery [5m:1m]',
            );
          }
          return { kind: 'matrix', selector: expr, rangeMs, from: expr.from, to };
        });
      }
      case 'SubqueryExpr': {
        const rangeMs = this.#durationMs(second, node, true);
        const stepMs = third ? this.#durationMs(third, node, true) : null;
        return onOperand(this.#need(first, node), (expr) => ({
          kind: 'subquery',
          expr,
          rangeMs,
          stepMs,
          offsetMs: 0,
          at: null,
          from: expr.from,
          to,
        }));
      }
      case 'OffsetExpr': {
        const offsetMs = this.#durationMs(third, node, false);
        return onOperand(this.#need(first, node), (expr) => withTime(expr, (time) => ({ ...time, offsetMs }), to));
      }
      case 'StepInvariantExpr': {
        const at = this.#at(third, node);
        return onOperand(this.#need(first, node), (expr) => withTime(expr, (time) => ({ ...time, at }), to));
      }
      case 'UnaryExpr':
        return {
          kind: 'unary',
          operator: this.#text(first) === '-' ? '-' : '+',
          expr: this.#need(second, node),
          from,
          to,
        };
      case 'BinaryExpr':
        return this.#binary(node);
      case 'AggregateExpr':
        return this.#aggregate(node);
      case 'FunctionCall':
        return {
          kind: 'call',
          name: this.#text(first),
          args: second ? children(second).map((arg) => this.expr(arg)) : [],
          from,
          to,
        };
      default:
        throw badQuery(`${this.#text(node)} is not supported`, from, to, 'an expression');
    }
  }

  #text(node: SyntaxNode | null | undefined): string {
    return node ? this.#source.slice(node.from, node.to) : '';
  }

  #need(node: SyntaxNode | undefined, parent: SyntaxNode): Expr {
    if (!node) throw badQuery('incomplete expression', parent.from, parent.to, 'an expression');
    return this.expr(node);
  }

  #durationMs(node: SyntaxNode | undefined, parent: SyntaxNode, positive: boolean): number {
    const text = this.#text(node).replaceAll(/\s/g, '');
    const { from, to } = node ?? parent;
    if (!/^[-+]?(?:[\d_.]+(?:e[-+]?\d+)?|0x[\da-f]+|(?:\d+(?:ms|[ywdhms]))+)$/i.test(text)) {
      throw badQuery('durations are written as literals here', from, to, 'a duration such as 5m');
    }
    const ms = Math.round(parseNumber(text) * 1000);
    if (positive && ms <= 0) throw badQuery('duration must be greater than 0', from, to, 'a duration such as 5m');
    return ms;
  }

  #at(node: SyntaxNode | undefined, parent: SyntaxNode): number | 'start' | 'end' {
    if (node?.name === 'AtModifierPreprocessors') return this.#text(node).toLowerCase() === 'start' ? 'start' : 'end';
    const seconds = parseNumber(this.#text(node));
    if (!Number.isFinite(seconds)) {
      const { from, to } = node ?? parent;
      throw badQuery('timestamp out of bounds for @ modifier', from, to, 'a time in seconds');
    }
    return Math.round(seconds * 1000);
  }

  #selector(node: SyntaxNode): VectorSelector {
    const matchers: Matcher[] = [];
    const name = node.getChild('Identifier');
    if (name) matchers.push(matcher('__name__', '=', this.#text(name)));
    const list = node.getChild('LabelMatchers');
    for (const child of list ? children(list) : []) {
      const [label, operator, value] = children(child);
      if (child.name === 'QuotedLabelName') {
        if (name || matchers.some((m) => m.name === '__name__'))
          throw badQuery('metric name must not be set twice', child.from, child.to, 'a label matcher');
        matchers.push(matcher('__name__', '=', parseString(this.#text(label ?? child), child.from)));
        continue;
      }
      const labelName =
        label?.name === 'LabelName'
          ? this.#text(label)
          : parseString(this.#text(label?.firstChild ?? label), label?.from ?? 0);
      if (labelName === '__name__' && name)
        throw badQuery('metric name must not be set twice', child.from, child.to, 'a label matcher');
      const text = parseString(this.#text(value), value?.from ?? child.from);
      matchers.push(matcher(labelName, this.#matchOperator(operator), text, (value?.from ?? child.from) + 1));
    }
    if (!matchers.some((m) => !m.matches(''))) {
      throw badQuery(
        'selector must contain at least one matcher that does not match the empty string',
        node.from,
        node.to,
        'a metric name or a label value',
      );
    }
    return { kind: 'selector', matchers, offsetMs: 0, at: null, from: node.from, to: node.to };
  }

  #matchOperator(node: SyntaxNode | undefined): MatchOperator {
    const text = this.#text(node);
    return text === '!=' || text === '=~' || text === '!~' ? text : '=';
  }

  #binary(node: SyntaxNode): Expr {
    const parts = children(node);
    const operatorNode = parts[1];
    const operator = this.#text(operatorNode).toLowerCase();
    if (!(isArithmetic(operator) || isComparison(operator) || isSetOperator(operator))) {
      throw badQuery(
        `operator ${operator} is not supported`,
        operatorNode?.from ?? 0,
        operatorNode?.to ?? 0,
        'an operator',
      );
    }
    const op: BinaryOperator = operator;
    return {
      kind: 'binary',
      operator: op,
      left: this.#need(parts[0], node),
      right: this.#need(parts.at(-1), node),
      bool: node.getChild('BoolModifier') !== null,
      matching: this.#matching(node.getChild('MatchingModifierClause')),
      fill: this.#fill(node.getChild('FillModifier')),
      from: node.from,
      to: node.to,
    };
  }

  #matching(node: SyntaxNode | null): Matching | null {
    if (!node) return null;
    const [labels, include] = node.getChildren('GroupingLabels');
    const side = node.getChild('GroupLeft') ? 'left' : node.getChild('GroupRight') ? 'right' : 'one';
    return {
      on: node.getChild('On') !== null,
      labels: this.#labelNames(labels),
      cardinality: swap[side],
      include: this.#labelNames(include),
    };
  }

  #fill(node: SyntaxNode | null): { left: number | null; right: number | null } {
    const value = (clause: string): number | null => {
      const literal = node?.getChild(clause)?.getChild('NumberDurationLiteral');
      return literal ? parseNumber(this.#text(literal)) : null;
    };
    const both = value('FillClause');
    return { left: both ?? value('FillLeftClause'), right: both ?? value('FillRightClause') };
  }

  #labelNames(node: SyntaxNode | undefined): string[] {
    if (!node) return [];
    return children(node).map((child) =>
      child.name === 'QuotedLabelName' ? parseString(this.#text(child), child.from) : this.#text(child),
    );
  }

  #aggregate(node: SyntaxNode): Expr {
    const modifier = node.getChild('AggregateModifier');
    const body = node.getChild('FunctionCallBody');
    const operator = this.#text(node.getChild('AggregateOp')).toLowerCase();
    const args = body ? children(body) : [];
    if (args.length === 0 || args.length > 2)
      throw badQuery(`${operator} takes one expression`, body?.from ?? node.from, body?.to ?? node.to, 'an expression');
    return {
      kind: 'aggregate',
      operator,
      parameter: args.length === 2 ? this.#need(args[0], node) : null,
      expr: this.#need(args.at(-1), node),
      without: modifier?.getChild('Without') != null,
      labels: this.#labelNames(modifier?.getChild('GroupingLabels') ?? undefined),
      from: node.from,
      to: node.to,
    };
  }
}

/** What stands after an expression belongs to its last operand: in `-a[5m]` and `a + b offset 1m` to a and b. */
function onOperand(expr: Expr, apply: (operand: Expr) => Expr): Expr {
  if (expr.kind === 'unary') return { ...expr, expr: onOperand(expr.expr, apply) };
  if (expr.kind === 'binary') return { ...expr, right: onOperand(expr.right, apply) };
  return apply(expr);
}

function withTime(expr: Expr, change: (time: TimeModifiers) => TimeModifiers, to: number): Expr {
  if (expr.kind === 'selector' || expr.kind === 'subquery') {
    return { ...expr, ...change({ offsetMs: expr.offsetMs, at: expr.at }), to };
  }
  if (expr.kind === 'matrix') {
    const { selector } = expr;
    return { ...expr, selector: { ...selector, ...change({ offsetMs: selector.offsetMs, at: selector.at }) }, to };
  }
  throw badQuery('offset and @ belong to a selector or a subquery', expr.from, to, 'a selector');
}
