/** The services' logger: pino's lines as templates and values; text is made when somebody reads it. */
import type { Context, Fields, Logger } from '@firedrill/shop/ports';
import type { FieldValue, InstanceId, LogLevel, LogSink, SpanRef, TemplateId } from '../../telemetry/sinks.ts';
import { RequestContext } from '../context.ts';
import type { Process } from '../process/process.ts';

/** Turns an error's stack into what the shop's container would print. */
export type MapStack = (stack: string) => string;

interface Shape {
  readonly template: TemplateId;
  readonly names: readonly string[];
}

const kindOf = (value: Fields[string]): 'text' | 'number' | 'boolean' =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';

export class PodLogger implements Logger {
  readonly #process: Process;
  readonly #sink: LogSink;
  readonly #service: string;
  readonly #instance: InstanceId;
  readonly #mapStack: MapStack;
  readonly #shapes = new Map<string, Shape[]>();

  constructor(process: Process, sink: LogSink, service: string, instance: InstanceId, mapStack: MapStack) {
    this.#process = process;
    this.#sink = sink;
    this.#service = service;
    this.#instance = instance;
    this.#mapStack = mapStack;
  }

  debug(ctx: Context | null, message: string, fields: Fields = {}): void {
    this.#write('debug', ctx, message, fields);
  }

  info(ctx: Context | null, message: string, fields: Fields = {}): void {
    this.#write('info', ctx, message, fields);
  }

  warn(ctx: Context | null, message: string, fields: Fields = {}): void {
    this.#write('warn', ctx, message, fields);
  }

  error(ctx: Context | null, message: string, fields: Fields = {}): void {
    this.#write('error', ctx, message, fields);
  }

  #write(level: LogLevel, ctx: Context | null, message: string, fields: Fields): void {
    if (level === 'debug') return;
    const names = Object.keys(fields);
    const shape = this.#shape(level, message, names, fields);
    const values: FieldValue[] = [];
    for (const name of names) {
      const value = fields[name];
      if (value instanceof Error) values.push(value.name, value.message, this.#mapStack(value.stack ?? ''));
      else values.push(value ?? '');
    }
    const span: SpanRef | null = ctx instanceof RequestContext ? ctx : null;
    this.#sink.append(shape.template, this.#instance, this.#process.localNowUs(), span, values);
  }

  #shape(level: LogLevel, message: string, names: readonly string[], fields: Fields): Shape {
    const key = `${level} ${message}`;
    let shapes = this.#shapes.get(key);
    if (shapes === undefined) {
      shapes = [];
      this.#shapes.set(key, shapes);
    }
    for (const shape of shapes) {
      if (shape.names.length === names.length && shape.names.every((name, i) => name === names[i])) return shape;
    }
    const template = this.#sink.template({
      service: this.#service,
      level,
      format: 'pino',
      message,
      fields: names.flatMap((name) =>
        fields[name] instanceof Error
          ? ['type', 'message', 'stack'].map((part) => ({ name: `${name}.${part}`, kind: 'text' as const }))
          : [{ name, kind: kindOf(fields[name]) }],
      ),
    });
    const shape = { template, names };
    shapes.push(shape);
    return shape;
  }
}
