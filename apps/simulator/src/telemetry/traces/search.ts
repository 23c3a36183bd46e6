import type { TraceSearchResult, TraceSummary } from '@firedrill/protocol';
import { traceIdHex } from '../ids.ts';
import { decodeValue } from '../record/spans.ts';
import type { TraceSearch } from '../requests.ts';
import type { Store } from '../store/store.ts';
import { allTraces, isVisible, type SpanAt, type TraceEntry } from './index-of-traces.ts';

const error = 2;

/** Whether a template's spans can match at all. */
function templateFilter(store: Store, { service, operation }: TraceSearch): (template: number) => boolean {
  const wanted = store.registry.spanTemplates.map(
    (template) =>
      (service === undefined || template.service === service) &&
      (operation === undefined || template.operation === operation),
  );
  return (template) => wanted[template] === true;
}

function hasAttributes(store: Store, { segment, row }: SpanAt, wanted: Readonly<Record<string, string>>): boolean {
  const { registry } = store;
  const names = registry.spanTemplates[segment.template]?.attributes ?? [];
  return Object.entries(wanted).every(([name, value]) => {
    const id = segment.attributes[names.indexOf(name)]?.[row] ?? 0;
    return id !== 0 && `${decodeValue(registry.strings.text(id))}` === value;
  });
}

const durationMs = ({ segment, row }: SpanAt): number =>
  ((segment.endUs[row] ?? 0) - (segment.startUs[row] ?? 0)) / 1000;

function summarise(store: Store, { hi, lo }: TraceEntry, spans: readonly SpanAt[]): TraceSummary {
  const { spanTemplates } = store.registry;
  const startOf = ({ segment, row }: SpanAt): number => segment.startUs[row] ?? 0;
  const first = spans.reduce((a, b) => (startOf(b) < startOf(a) ? b : a));
  const root = spans.find(({ segment, row }) => segment.parentSpanId[row] === 0) ?? first;
  const startUs = startOf(root);
  const endUs =
    root === first
      ? (root.segment.endUs[root.row] ?? 0)
      : Math.max(...spans.map(({ segment, row }) => segment.endUs[row] ?? 0));
  const template = spanTemplates[root.segment.template];
  return {
    traceId: traceIdHex(hi, lo),
    rootService: template?.service ?? '',
    rootOperation: template?.operation ?? '',
    startMs: startUs / 1000,
    durationMs: (endUs - startUs) / 1000,
    spanCount: spans.length,
    errorCount: spans.filter(({ segment, row }) => segment.status[row] === error).length,
    services: [...new Set(spans.map(({ segment }) => spanTemplates[segment.template]?.service ?? ''))].sort(),
  };
}

/**
 * Traces that began in the window, newest first. With a service, an operation or attributes, one span must meet all
 * conditions, duration and status too; without, they are about the whole trace.
 */
export function searchTraces(store: Store, request: TraceSearch, asOfMs: number): TraceSearchResult {
  const { minDurationMs = 0, maxDurationMs = Number.POSITIVE_INFINITY, status, attributes = {} } = request;
  const bySpan = request.service !== undefined || request.operation !== undefined || Object.keys(attributes).length > 0;
  const ofTemplate = templateFilter(store, request);
  const inRange = (ms: number): boolean => ms >= minDurationMs && ms <= maxDurationMs;
  const right = (isError: boolean): boolean => status === undefined || (status === 'error') === isError;
  const spanMatches = (at: SpanAt): boolean =>
    ofTemplate(at.segment.template) &&
    right(at.segment.status[at.row] === error) &&
    inRange(durationMs(at)) &&
    hasAttributes(store, at, attributes);
  const found: { entry: TraceEntry; visible: SpanAt[] }[] = [];
  for (const entry of allTraces(store)) {
    if (entry.startUs < request.fromMs * 1000 || entry.startUs >= request.toMs * 1000) continue;
    const visible = entry.spans.filter((at) => isVisible(store, at, asOfMs * 1000));
    if (visible.length === 0) continue;
    if (bySpan ? !visible.some(spanMatches) : !traceMatches(visible, inRange, right)) continue;
    found.push({ entry, visible });
  }
  found.sort((a, b) => b.entry.startUs - a.entry.startUs || b.entry.hi - a.entry.hi);
  return {
    traces: found.slice(0, request.limit).map(({ entry, visible }) => summarise(store, entry, visible)),
    total: found.length,
    operations: operations(store),
  };
}

function traceMatches(
  spans: readonly SpanAt[],
  inRange: (ms: number) => boolean,
  right: (isError: boolean) => boolean,
): boolean {
  const root = spans.find(({ segment, row }) => segment.parentSpanId[row] === 0) ?? spans[0];
  return (
    root !== undefined &&
    inRange(durationMs(root)) &&
    right(spans.some(({ segment, row }) => segment.status[row] === error))
  );
}

function operations(store: Store): Record<string, string[]> {
  const seen = new Set(store.spans.map(({ template }) => template));
  const byService = new Map<string, Set<string>>();
  for (const template of seen) {
    const { service = '', operation = '' } = store.registry.spanTemplates[template] ?? {};
    byService.set(service, (byService.get(service) ?? new Set()).add(operation));
  }
  const sorted = [...byService].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([service, names]) => [service, [...names].sort()]));
}
