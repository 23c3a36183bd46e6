/** From the parser's tree with its error nodes to one error that says where and what was expected. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { badQuery, type TelemetryError } from '../errors.ts';

const has = (node: SyntaxNode, name: string): boolean => node.getChild(name) !== null;

const expectations: Readonly<Record<string, (parent: SyntaxNode, before: string) => string>> = {
  LabelMatchers: (_, before) => (/[{,]\s*$/.test(before) ? 'a label name or }' : ', or }'),
  UnquotedLabelMatcher: (parent) => (has(parent, 'MatchOp') ? 'a quoted value' : '= != =~ or !~'),
  QuotedLabelMatcher: (parent) => (has(parent, 'MatchOp') ? 'a quoted value' : '= != =~ or !~'),
  MatrixSelector: (parent) => (has(parent, 'DurationExpr') ? ']' : 'a duration such as 5m'),
  SubqueryExpr: (parent) => (has(parent, 'DurationExpr') ? 'a step or ]' : 'a duration such as 5m'),
  FunctionCallBody: (_, before) => (/[(,]\s*$/.test(before) ? 'an expression' : ', or )'),
  GroupingLabels: (_, before) =>
    /[(,]\s*$/.test(before) ? 'a label name or )' : /\)\s*$/.test(before) ? 'an expression' : '( , or )',
  BinaryExpr: () => 'an expression',
  UnaryExpr: () => 'an expression',
  ParenExpr: (_, before) => (/\(\s*$/.test(before) ? 'an expression' : ')'),
  OffsetExpr: () => 'a duration such as 5m',
  StepInvariantExpr: () => 'a time in seconds, start() or end()',
  AggregateExpr: () => '( or a grouping such as by (label)',
  FunctionCall: () => '(',
};

function firstError(tree: Tree): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  tree.iterate({
    enter: (ref) => {
      if (ref.type.isError && found === null) found = ref.node;
      return found === null;
    },
  });
  return found;
}

/** A string without its end swallows the rest of the query: that is what is wrong then. */
function openQuote(tree: Tree, text: string): TelemetryError | null {
  let found: TelemetryError | null = null;
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'StringLiteral' || to < text.length) return;
      const quote = text[from] ?? '';
      if (to - from < 2 || text[to - 1] !== quote)
        found ??= badQuery('unterminated string', from, to, `a closing ${quote}`);
    },
  });
  return found;
}

/** null when the tree has no error node */
export function syntaxError(tree: Tree, text: string): TelemetryError | null {
  const node = firstError(tree);
  if (!node) return null;
  const quote = openQuote(tree, text);
  if (quote) return quote;
  const { from } = node;
  const to = Math.max(node.to, Math.min(from + 1, text.length));
  const before = text.slice(0, from);
  const call = /([A-Za-z_:][\w:]*)\s*$/.exec(before);
  if (call && text[from] === '(' && node.parent?.name === 'VectorSelector') {
    const [, name = ''] = call;
    return badQuery(`unknown function ${name}`, call.index, call.index + name.length, 'the name of a function');
  }
  const expected =
    (/\[\s*$/.test(before) ? 'a duration such as 5m' : undefined) ??
    expectations[node.parent?.name ?? '']?.(node.parent ?? node, before) ??
    (before.trim() === '' ? 'an expression' : 'an operator or the end of the query');
  const rest = text.slice(from).trim();
  const what = rest === '' ? 'end of query' : JSON.stringify(rest.split(/\s/)[0]?.slice(0, 20));
  return badQuery(`unexpected ${what}: expected ${expected}`, from, to, expected);
}
