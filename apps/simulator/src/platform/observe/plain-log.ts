/** The log of a server program that is not ours: lines as text, each shape registered when it first occurs. */
import type { FieldValue, InstanceId, LogLevel, Telemetry, TemplateId } from '../../telemetry/sinks.ts';

export interface PlainLogOptions {
  readonly service: string;
  readonly instance: InstanceId;
  /** What stands before every line, such as `{time:pg} `. */
  readonly prefix: string;
}

export class PlainLog {
  readonly #telemetry: Telemetry;
  readonly #options: PlainLogOptions;
  readonly #templates = new Map<string, TemplateId>();

  constructor(telemetry: Telemetry, options: PlainLogOptions) {
    this.#telemetry = telemetry;
    this.#options = options;
  }

  /** `line` is constant, with `{field}` placeholders; `message` is the part of it that people search for. */
  append(
    timeUs: number,
    level: LogLevel,
    line: string,
    message: string,
    fields: Readonly<Record<string, FieldValue>> = {},
  ): void {
    const { service, instance, prefix } = this.#options;
    let template = this.#templates.get(line);
    if (template === undefined) {
      const described = Object.entries(fields).map(([name, value]) => ({
        name,
        kind: typeof value === 'number' ? ('number' as const) : ('text' as const),
      }));
      template = this.#telemetry.logs.template({
        service,
        level,
        format: 'plain',
        message,
        line: prefix + line,
        fields: described,
      });
      this.#templates.set(line, template);
    }
    this.#telemetry.logs.append(template, instance, timeUs, null, Object.values(fields));
  }
}
