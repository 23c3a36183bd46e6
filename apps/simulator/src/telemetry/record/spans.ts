import { Column } from '../columns.ts';
import type {
  FieldValue,
  InstanceId,
  InstanceSpec,
  SpanRef,
  SpanSink,
  SpanStatus,
  SpanTemplate,
  TemplateId,
} from '../sinks.ts';
import type { SpanRows } from './chunk.ts';
import type { Dictionary } from './dictionary.ts';
import { floats, octets, words } from './logs.ts';

class SpanTable {
  readonly template: SpanTemplate;
  readonly startUs = new Column('f64');
  readonly endUs = new Column('f64');
  readonly instance = new Column('u32');
  readonly traceHi = new Column('u32');
  readonly traceLo = new Column('u32');
  readonly spanId = new Column('u32');
  readonly parentSpanId = new Column('u32');
  readonly status = new Column('u8');
  readonly attributes: readonly Column[];

  constructor(template: SpanTemplate) {
    this.template = template;
    this.attributes = template.attributes.map(() => new Column('u32'));
  }
}

export class SpanRecorder implements SpanSink {
  readonly #fromUs: number;
  readonly #strings: Dictionary;
  readonly #instances: readonly InstanceSpec[];
  readonly #tables: SpanTable[] = [];
  readonly #byTemplate = new Map<string, TemplateId>();
  #handedOver = 0;

  constructor(fromUs: number, strings: Dictionary, instances: readonly InstanceSpec[]) {
    this.#fromUs = fromUs;
    this.#strings = strings;
    this.#instances = instances;
  }

  template(template: SpanTemplate): TemplateId {
    // Every pod registers its own: those that are equal share a table.
    const key = JSON.stringify(template);
    const known = this.#byTemplate.get(key);
    if (known !== undefined) return known;
    this.#byTemplate.set(key, this.#tables.length);
    return this.#tables.push(new SpanTable(template)) - 1;
  }

  /** A span belongs to the slice in which it ended. */
  append(
    template: TemplateId,
    instance: InstanceId,
    span: SpanRef,
    parentSpanId: number,
    startUs: number,
    endUs: number,
    status: SpanStatus,
    values: readonly FieldValue[],
  ): void {
    if (endUs < this.#fromUs) return;
    const table = this.#tables[template];
    if (!table) throw new Error(`no span template ${template}`);
    const skewUs = this.#instances[instance]?.clockSkewUs ?? 0;
    table.startUs.push(startUs + skewUs);
    table.endUs.push(endUs + skewUs);
    table.instance.push(instance);
    table.traceHi.push(span.traceHi);
    table.traceLo.push(span.traceLo);
    table.spanId.push(span.spanId);
    table.parentSpanId.push(parentSpanId);
    table.status.push(status);
    const { attributes } = table;
    for (let i = 0; i < attributes.length; i++) {
      const value = values[i];
      attributes[i]?.push(value === undefined || value === '' ? 0 : this.#strings.id(encodeValue(value)));
    }
  }

  takeTemplates(): SpanTemplate[] {
    const fresh = this.#tables.slice(this.#handedOver).map(({ template }) => template);
    this.#handedOver = this.#tables.length;
    return fresh;
  }

  seal(untilUs: number): SpanRows[] {
    return this.#tables.flatMap((table, template): SpanRows[] => {
      let count = table.endUs.length;
      while (count > 0 && this.#trueEndUs(table, count - 1) >= untilUs) count--;
      if (count === 0) return [];
      return [
        {
          template,
          startUs: floats(table.startUs, count),
          endUs: floats(table.endUs, count),
          instance: words(table.instance, count),
          traceHi: words(table.traceHi, count),
          traceLo: words(table.traceLo, count),
          spanId: words(table.spanId, count),
          parentSpanId: words(table.parentSpanId, count),
          status: octets(table.status, count),
          attributes: table.attributes.map((column) => words(column, count)),
        },
      ];
    });
  }

  #trueEndUs(table: SpanTable, row: number): number {
    const skewUs = this.#instances[table.instance.array[row] ?? 0]?.clockSkewUs ?? 0;
    return (table.endUs.array[row] ?? 0) - skewUs;
  }
}

/** Attributes are text, numbers and booleans in one column: text gets a mark in front, so that 1 and "1" differ. */
const encodeValue = (value: FieldValue): string => (typeof value === 'string' ? `'${value}` : `${value}`);

export function decodeValue(encoded: string): FieldValue {
  if (encoded.startsWith("'")) return encoded.slice(1);
  if (encoded === 'true' || encoded === 'false') return encoded === 'true';
  return Number(encoded);
}
