import type { Section } from './section.ts';

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function parts({ paragraphs = [], items = [], table, code }: Section): string[] {
  const rows = table ? [row(table.head), row(table.head.map(() => '---')), ...table.rows.map(row)] : [];
  return [
    ...paragraphs,
    items.map((item) => `- ${item.replace(/\s+/g, ' ')}`).join('\n'),
    rows.join('\n'),
    code === undefined ? '' : `\`\`\`\`diff\n${code.trimEnd()}\n\`\`\`\``,
  ].filter((part) => part !== '');
}

export const markdownOf = (sections: readonly Section[]): string =>
  `${sections.map((section, index) => [`${index === 0 ? '#' : '##'} ${section.title}`, ...parts(section)].join('\n\n')).join('\n\n')}\n`;
