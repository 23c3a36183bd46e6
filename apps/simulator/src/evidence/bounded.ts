/** Which expressions give shares: nothing of them is above 1, and near 1 it is the rest that tells. */
import type { Expr } from '../telemetry/promql/ast.ts';
import { parsePromql } from '../telemetry/promql/parse.ts';
import { nameOf, selectorsOf } from './identity/metric.ts';

const shares = /^up$|_ratio$|_utili[sz]ation$/;

const namesIn = (expr: Expr): string[] => selectorsOf(expr).map(nameOf);

function isShare(expr: Expr): boolean {
  if (expr.kind === 'paren') return isShare(expr.expr);
  if (expr.kind === 'binary' && expr.operator === 'or') return isShare(expr.left);
  if (expr.kind === 'binary' && expr.operator === '/') {
    const whole = new Set(namesIn(expr.right));
    const parts = namesIn(expr.left);
    return parts.length > 0 && parts.every((name) => whole.has(name));
  }
  const names = namesIn(expr);
  return expr.kind !== 'binary' && names.length > 0 && names.every((name) => shares.test(name));
}

/** Throws the parser's error. */
export const isBounded = (expr: string): boolean => isShare(parsePromql(expr));
