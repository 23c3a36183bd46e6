/** Reads a guide as somebody who does what it says. */

export type Step =
  | { readonly kind: 'run'; readonly command: string; readonly expected: string; readonly line: number }
  | { readonly kind: 'write'; readonly file: string; readonly text: string; readonly line: number };

interface Fence {
  readonly info: string;
  readonly lines: readonly string[];
  readonly line: number;
}

function fences(markdown: string): Fence[] {
  const found: Fence[] = [];
  let open: { info: string; lines: string[]; line: number } | null = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    const mark = /^```(.*)$/.exec(text);
    if (!mark) open?.lines.push(text);
    else if (open) {
      found.push(open);
      open = null;
    } else open = { info: mark[1] ?? '', lines: [], line: index + 1 };
  }
  return found;
}

/** A console: each line that begins with "$ " is typed, and what follows is what it says. */
function runs({ lines, line }: Fence): Step[] {
  const steps: { kind: 'run'; command: string; expected: string; line: number }[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.startsWith('$ '))
      steps.push({ kind: 'run', command: text.slice(2), expected: '', line: line + 1 + index });
    else {
      const step = steps.at(-1);
      if (!step) throw new Error(`line ${line + 1 + index}: output without a command`);
      step.expected += `${text}\n`;
    }
  }
  return steps;
}

/** Consoles, and `yaml <file>` blocks whose sections take the place of those in the file. Other blocks are only read. */
export const stepsOf = (markdown: string): Step[] =>
  fences(markdown).flatMap((fence): Step[] => {
    const [language = '', file] = fence.info.split(' ');
    if (language === 'console') return runs(fence);
    if (language === 'yaml' && file) return [{ kind: 'write', file, text: fence.lines.join('\n'), line: fence.line }];
    return [];
  });

/** `...` stands for anything: within a line, or as a line of its own for any number of lines. */
export function matches(output: string, expected: string): boolean {
  const pattern = expected
    .split('\n')
    .map((line) =>
      line === '...'
        ? '(?:.*\n)*?'
        : `${line
            .split('...')
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}\n`,
    )
    .join('')
    .replace(/\n$/, '');
  return new RegExp(`^${pattern}$`).test(output);
}

const sectionsOf = (text: string): { key: string; text: string }[] =>
  text.split(/^(?=[\w-]+:)/m).map((part) => ({ key: /^([\w-]+):/.exec(part)?.[1] ?? '', text: part.trimEnd() }));

/** The file with the block's sections in place of its own. Throws when it has none of that name. */
export function withSections(file: string, block: string): string {
  return sectionsOf(block).reduce((text, section) => {
    const old = new RegExp(`^${section.key}:.*\\n(?:(?:[ -].*)?\\n)*`, 'm').exec(text);
    if (!old) throw new Error(`there is no section ${section.key} to replace`);
    // A blank line before what comes next stays.
    return text.replace(old[0], () => `${section.text}\n${old[0].endsWith('\n\n') ? '\n' : ''}`);
  }, file);
}
