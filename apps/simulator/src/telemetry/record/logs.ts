import { Column } from '../columns.ts';
import type { FieldValue, InstanceId, InstanceSpec, LogSink, LogTemplate, SpanRef, TemplateId } from '../sinks.ts';
import type { LogRows } from './chunk.ts';
import type { Dictionary } from './dictionary.ts';

class LogTable {
  readonly template: LogTemplate;
  readonly timeUs = new Column('f64');
  readonly instance = new Column('u32');
  readonly traceHi = new Column('u32');
  readonly traceLo = new Column('u32');
  readonly spanId = new Column('u32');
  readonly traced = new Column('u8');
  readonly fields: readonly Column[];

  constructor(template: LogTemplate) {
    this.template = template;
    this.fields = template.fields.map(
      ({ kind }) => new Column(kind === 'text' ? 'u32' : kind === 'number' ? 'f64' : 'u8'),
    );
  }
}

export class LogRecorder implements LogSink {
  readonly #fromUs: number;
  readonly #strings: Dictionary;
  readonly #instances: readonly InstanceSpec[];
  readonly #tables: LogTable[] = [];
  readonly #byTemplate = new Map<string, TemplateId>();
  #handedOver = 0;

  constructor(fromUs: number, strings: Dictionary, instances: readonly InstanceSpec[]) {
    this.#fromUs = fromUs;
    this.#strings = strings;
    this.#instances = instances;
  }

  template(template: LogTemplate): TemplateId {
    // Every pod registers its own: those that are equal share a table.
    const key = JSON.stringify(template);
    const known = this.#byTemplate.get(key);
    if (known !== undefined) return known;
    this.#byTemplate.set(key, this.#tables.length);
    return this.#tables.push(new LogTable(template)) - 1;
  }

  append(
    template: TemplateId,
    instance: InstanceId,
    timeUs: number,
    span: SpanRef | null,
    values: readonly FieldValue[],
  ): void {
    if (timeUs < this.#fromUs) return;
    const table = this.#tables[template];
    if (!table) throw new Error(`no log template ${template}`);
    table.timeUs.push(timeUs + (this.#instances[instance]?.clockSkewUs ?? 0));
    table.instance.push(instance);
    table.traceHi.push(span ? span.traceHi : 0);
    table.traceLo.push(span ? span.traceLo : 0);
    table.spanId.push(span ? span.spanId : 0);
    table.traced.push(span ? (span.sampled ? 2 : 1) : 0);
    const { fields } = table;
    for (let i = 0; i < fields.length; i++) {
      const column = fields[i];
      const value = values[i];
      if (column)
        column.push(column.kind === 'u32' ? this.#strings.id(value === undefined ? '' : `${value}`) : Number(value));
    }
  }

  takeTemplates(): LogTemplate[] {
    const fresh = this.#tables.slice(this.#handedOver).map(({ template }) => template);
    this.#handedOver = this.#tables.length;
    return fresh;
  }

  seal(untilUs: number): LogRows[] {
    return this.#tables.flatMap((table, template): LogRows[] => {
      let count = table.timeUs.length;
      while (count > 0 && this.#trueTimeUs(table, count - 1) >= untilUs) count--;
      if (count === 0) return [];
      return [
        {
          template,
          timeUs: floats(table.timeUs, count),
          instance: words(table.instance, count),
          traceHi: words(table.traceHi, count),
          traceLo: words(table.traceLo, count),
          spanId: words(table.spanId, count),
          traced: octets(table.traced, count),
          fields: table.fields.map((column) => column.take(count)),
        },
      ];
    });
  }

  #trueTimeUs(table: LogTable, row: number): number {
    const skewUs = this.#instances[table.instance.array[row] ?? 0]?.clockSkewUs ?? 0;
    return (table.timeUs.array[row] ?? 0) - skewUs;
  }
}

export const floats = (column: Column, count: number): Float64Array => new Float64Array(column.take(count).buffer);
export const words = (column: Column, count: number): Uint32Array => new Uint32Array(column.take(count).buffer);
export const octets = (column: Column, count: number): Uint8Array => new Uint8Array(column.take(count).buffer);
