/** label_replace and label_join. */
import { badQuery } from '../errors.ts';
import { compileRegex } from '../regex.ts';
import type { Position } from './ast.ts';
import { mergeEqual, type Series, sameLabelset } from './values.ts';

const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

function checkName(name: string, { from, to }: Position): void {
  if (!labelName.test(name))
    throw badQuery(`invalid destination label name in label function: ${name}`, from, to, 'a label name');
}

/** `$1`, `${1}`, `$name` and `$$` as in Go's Expand. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:(\$)|\{(\w+)\}|(\w+))/g, (_, dollar?: string, braced?: string, plain?: string) => {
    if (dollar) return '$';
    const name = braced ?? plain ?? '';
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}

export function labelReplace(
  series: readonly Series[],
  [target, replacement, source, pattern]: readonly [string, string, string, string],
  position: Position,
): Series[] {
  const regex = compileRegex(pattern, position.from, true);
  checkName(target, position);
  const changed = series.map((one) => {
    const match = regex.exec(one.labels.get(source));
    return match ? { ...one, labels: one.labels.with(target, expand(replacement, match)) } : one;
  });
  return mergeEqual(changed, sameLabelset, position.from, position.to);
}

export function labelJoin(
  series: readonly Series[],
  [target, separator, ...sources]: readonly string[],
  position: Position,
): Series[] {
  checkName(target ?? '', position);
  const changed = series.map((one) => ({
    ...one,
    labels: one.labels.with(target ?? '', sources.map((name) => one.labels.get(name)).join(separator)),
  }));
  return mergeEqual(changed, sameLabelset, position.from, position.to);
}
