/** Lines as their process wrote them: a template becomes a list of parts, once. */
import { spanIdHex, traceIdHex } from '../ids.ts';
import type { LogTemplate } from '../sinks.ts';
import type { Registry } from '../store/registry.ts';
import type { LogSegment } from '../store/rows.ts';
import { formatTime, isTimeFormat, type TimeFormat } from './time.ts';

export type Part =
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'field'; readonly index: number; readonly json: boolean }
  | { readonly kind: 'time'; readonly format: TimeFormat | 'epoch-ms' }
  | { readonly kind: 'pod'; readonly json: boolean }
  /** Only on lines that belong to a trace. */
  | { readonly kind: 'trace' };

const pinoLevels = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export const traceParts = { before: '"trace_id":"', between: '","span_id":"', flags: '","trace_flags":"', after: '",' };

/** Dotted names nest: fields with the same first name must stand together. */
function pinoFields(template: LogTemplate): Part[] {
  const parts: Part[] = [];
  let open: string[] = [];
  let first = true;
  const constant = (text: string): void => {
    parts.push({ kind: 'constant', text });
  };
  template.fields.forEach(({ name, kind }, index) => {
    const path = name.split('.');
    const groups = path.slice(0, -1);
    let common = 0;
    while (common < open.length && open[common] === groups[common]) common += 1;
    const closed = '}'.repeat(open.length - common);
    const opened = groups.slice(common).map((group) => `${JSON.stringify(group)}:{`);
    // A comma goes before whatever is not first in its object.
    const separator = first ? '' : ',';
    const text = kind === 'text' ? '"' : '';
    constant(`${closed}${separator}${opened.join('')}${JSON.stringify(path.at(-1))}:${text}`);
    parts.push({ kind: 'field', index, json: true });
    if (text) constant(text);
    open = groups;
    first = false;
  });
  constant(`${'}'.repeat(open.length)}${first ? '' : ','}`);
  return parts;
}

function pinoParts(template: LogTemplate): Part[] {
  return [
    { kind: 'constant', text: `{"level":${pinoLevels[template.level]},"time":` },
    { kind: 'time', format: 'epoch-ms' },
    { kind: 'constant', text: ',"pid":1,"hostname":"' },
    { kind: 'pod', json: true },
    { kind: 'constant', text: '",' },
    ...pinoFields(template),
    { kind: 'trace' },
    { kind: 'constant', text: `"msg":${JSON.stringify(template.message)}}` },
  ];
}

/** `{field}` and `{time:format}` are placeholders; any other brace is itself. */
function plainParts(text: string, template: LogTemplate): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{([\w.:-]+)\}/g)) {
    const name = match[1] ?? '';
    const index = template.fields.findIndex((field) => field.name === name);
    const format = name.startsWith('time:') ? name.slice(5) : '';
    let part: Part | null = null;
    if (index >= 0) part = { kind: 'field', index, json: false };
    else if (isTimeFormat(format)) part = { kind: 'time', format };
    else if (name === 'pod') part = { kind: 'pod', json: false };
    if (!part) continue;
    if (match.index > at) parts.push({ kind: 'constant', text: text.slice(at, match.index) });
    parts.push(part);
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: 'constant', text: text.slice(at) });
  return parts;
}

/** Neighbouring constants are one. */
function joined(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === 'constant' && last?.kind === 'constant') {
      out[out.length - 1] = { kind: 'constant', text: last.text + part.text };
    } else if (part.kind !== 'constant' || part.text !== '') out.push(part);
  }
  return out;
}

const lineCache = new WeakMap<LogTemplate, Part[]>();
const messageCache = new WeakMap<LogTemplate, Part[]>();

const cached = (cache: WeakMap<LogTemplate, Part[]>, template: LogTemplate, make: () => Part[]): Part[] => {
  const known = cache.get(template) ?? joined(make());
  cache.set(template, known);
  return known;
};

export const lineParts = (template: LogTemplate): Part[] =>
  cached(lineCache, template, () =>
    template.format === 'pino' ? pinoParts(template) : plainParts(template.line ?? template.message, template),
  );

const messageParts = (template: LogTemplate): Part[] =>
  cached(messageCache, template, () =>
    template.format === 'pino'
      ? [{ kind: 'constant', text: template.message }]
      : plainParts(template.message, template),
  );

/** A field's value: its kind is the template's. */
export function fieldValue(
  registry: Registry,
  segment: LogSegment,
  row: number,
  index: number,
): string | number | boolean {
  const value = segment.fields[index]?.[row] ?? 0;
  const kind = registry.logTemplates[segment.template]?.fields[index]?.kind;
  if (kind === 'text') return registry.strings.text(value);
  return kind === 'boolean' ? value === 1 : value;
}

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

export function traceText(segment: LogSegment, row: number): string {
  const traced = segment.traced[row] ?? 0;
  if (traced === 0) return '';
  const lo = segment.traceLo[row] ?? 0;
  const { before, between, flags, after } = traceParts;
  const id = traceIdHex(segment.traceHi[row] ?? 0, lo);
  return `${before}${id}${between}${spanIdHex(lo, segment.spanId[row] ?? 0)}${flags}0${traced - 1}${after}`;
}

function render(parts: readonly Part[], registry: Registry, segment: LogSegment, row: number): string {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'constant') text += part.text;
    else if (part.kind === 'field') {
      const value = fieldValue(registry, segment, row, part.index);
      text += typeof value === 'string' && part.json ? escaped(value) : value;
    } else if (part.kind === 'time') text += formatTime(segment.timeUs[row] ?? 0, part.format);
    else if (part.kind === 'pod') text += registry.instances[segment.instance[row] ?? 0]?.pod ?? '';
    else text += traceText(segment, row);
  }
  return text;
}

export const renderLine = (registry: Registry, segment: LogSegment, row: number): string => {
  const template = registry.logTemplates[segment.template];
  return template ? render(lineParts(template), registry, segment, row) : '';
};

export const renderMessage = (registry: Registry, segment: LogSegment, row: number): string => {
  const template = registry.logTemplates[segment.template];
  return template ? render(messageParts(template), registry, segment, row) : '';
};
