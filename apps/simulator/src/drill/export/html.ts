/** One file that needs nothing else: no script, no font, no address. */
import { svgOf } from './chart.ts';
import type { Section } from './section.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const style = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #8886; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #8883; }
svg { display: block; width: 100%; max-width: 45rem; margin: .5rem 0; }
svg text { font-size: 11px; fill: currentColor; }
svg path { fill: none; stroke: currentColor; }
svg .line { stroke-width: 1.5; }
svg .axis { opacity: .4; }
svg .mark { opacity: .5; stroke-dasharray: 3 3; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8886; font-size: 13px; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  tr, li, svg { break-inside: avoid; }
  pre { white-space: pre-wrap; font-size: 8pt; }
}
`;

function body({ paragraphs = [], charts = [], items = [], table, code }: Section): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]): string =>
    `<tr>${row.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`;
  return [
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    ...charts.map((chart) => svgOf(chart, escaped)),
    items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}</ul>`,
    table && table.rows.length > 0
      ? `<table><thead>${cells('th', table.head)}</thead><tbody>${table.rows.map((row) => cells('td', row)).join('\n')}</tbody></table>`
      : '',
    code === undefined ? '' : `<pre>${escaped(code)}</pre>`,
  ].join('\n');
}

export function htmlOf(sections: readonly Section[]): string {
  const title = escaped(sections[0]?.title ?? 'Debrief');
  const content = sections.map((section, index) => {
    const tag = index === 0 ? 'h1' : 'h2';
    return `<section><${tag}>${escaped(section.title)}</${tag}>\n${body(section)}</section>`;
  });
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>\n<body>\n${content.join('\n')}\n</body></html>\n`;
}
