/** A line as inline SVG: one colour, that of the text, so that it can be printed. */

export interface Chart {
  readonly title: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Each value holds until the next; otherwise they are joined. */
  readonly steps?: boolean;
  /** What stands at both ends of the horizontal axis. */
  readonly from: string;
  readonly to: string;
  readonly marks?: readonly { readonly x: number; readonly text: string }[];
}

const width = 720;
const height = 130;
const edge = { left: 56, right: 8, top: 22, bottom: 20 } as const;

const short = (value: number): string => String(Math.round(value * 10) / 10);

export function svgOf(
  { title, points, steps = false, from, to, marks = [] }: Chart,
  escaped: (text: string) => string,
) {
  const known = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const xs = known.map(([x]) => x);
  const first = Math.min(...xs);
  const span = Math.max(1, Math.max(...xs) - first);
  const highest = Math.max(1, ...known.map(([, y]) => y));
  const bottom = height - edge.bottom;
  const xOf = (value: number): string => short(edge.left + ((value - first) / span) * (width - edge.left - edge.right));
  const yOf = (value: number): string => short(bottom - (value / highest) * (bottom - edge.top));
  const line = known
    .map(([x, y], index) =>
      index === 0 ? `M${xOf(x)} ${yOf(y)}` : steps ? `H${xOf(x)}V${yOf(y)}` : `L${xOf(x)} ${yOf(y)}`,
    )
    .join('');
  const shown = marks.filter(({ x }) => x >= first && x <= first + span);
  const text = (x: number | string, y: number | string, what: string, anchor = 'start'): string =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(what)}</text>`;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    text(0, 12, title),
    text(edge.left - 6, edge.top + 8, short(highest), 'end'),
    text(edge.left - 6, bottom, '0', 'end'),
    `<path class="axis" d="M${edge.left} ${bottom}H${width - edge.right}"/>`,
    ...shown.map(
      ({ x, text: what }) =>
        `<path class="mark" d="M${xOf(x)} ${edge.top}V${bottom}"><title>${escaped(what)}</title></path>`,
    ),
    `<path class="line" d="${line}"/>`,
    text(edge.left, height - 4, from),
    text(width - edge.right, height - 4, to, 'end'),
    '</svg>',
  ].join('');
}
