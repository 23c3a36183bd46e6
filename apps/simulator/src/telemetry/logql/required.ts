/** Plain texts that a match of an expression must contain, so that most lines need not be looked at whole. */

export interface Required {
  /** `any`: one of the texts, and a line with one matches. `all`: every text, and the expression decides. */
  readonly rule: 'any' | 'all';
  readonly texts: readonly string[];
  /** Case counts for nothing. */
  readonly fold: boolean;
}

const plain = /^[^\\^$.*+?()[\]{}|]+$/;

/** null when the expression does not tell. */
export function requiredTexts(source: string): Required | null {
  const fold = source.startsWith('(?i)');
  const body = fold ? source.slice(4) : source;
  const alternatives = body.split('|');
  if (alternatives.every((text) => plain.test(text))) return { rule: 'any', texts: alternatives, fold };
  // Groups may hold alternatives or be optional: no more is read out of those.
  if (/[|(){}]/.test(body)) return null;
  const texts = runs(body).filter((run) => run.length > 1);
  return texts.length === 0 ? null : { rule: 'all', texts, fold };
}

/** Longest stretches of characters that stand for themselves and are not optional. */
function runs(body: string): string[] {
  const found: string[] = [];
  let run = '';
  const end = (): void => {
    found.push(run);
    run = '';
  };
  for (const [token] of body.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[\s\S]/g)) {
    if (token === '*' || token === '?') {
      run = run.slice(0, -1);
      end();
    } else if (token.length === 1 && !'+.^$'.includes(token)) run += token;
    else if (/^\\[^\w]$/.test(token)) run += token[1];
    else end();
  }
  end();
  return found;
}
