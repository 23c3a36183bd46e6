/** What a store and its forks have in common: names that only ever grow in number. */
import { Dictionary } from '../record/dictionary.ts';
import type { InstanceSpec, LogTemplate, MetricMeta, MetricType, SpanTemplate, TargetSpec } from '../sinks.ts';
import { LabelSet } from './label-set.ts';

export interface Instance extends InstanceSpec {
  /** From written to visible. */
  readonly logDelayUs: number;
  readonly spanDelayUs: number;
}

export interface SeriesIdentity {
  readonly id: number;
  readonly labels: LabelSet;
  readonly type: MetricType;
  /** Number of the target in the registry. */
  readonly target: number;
}

/** Interns values by a key, numbering them as they come. */
export class Interned<Value> {
  readonly all: Value[] = [];
  readonly #ids = new Map<string, number>();

  id(key: string, make: (id: number) => Value): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.all.length;
    this.#ids.set(key, id);
    this.all.push(make(id));
    return id;
  }
}

/** FNV-1a, as a fraction in [0, 1): the same name always has the same delay. */
const fraction = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
};

export class Registry {
  readonly strings = new Dictionary();
  readonly #instances = new Interned<Instance>();
  readonly #logTemplates = new Interned<LogTemplate>();
  readonly #spanTemplates = new Interned<SpanTemplate>();
  readonly #targets = new Interned<TargetSpec>();
  readonly #series = new Interned<SeriesIdentity>();
  readonly meta = new Map<string, MetricMeta>();
  /** label name -> value -> numbers of series, ascending */
  readonly postings = new Map<string, Map<string, number[]>>();

  get instances(): readonly Instance[] {
    return this.#instances.all;
  }
  get logTemplates(): readonly LogTemplate[] {
    return this.#logTemplates.all;
  }
  get spanTemplates(): readonly SpanTemplate[] {
    return this.#spanTemplates.all;
  }
  get targets(): readonly TargetSpec[] {
    return this.#targets.all;
  }
  get series(): readonly SeriesIdentity[] {
    return this.#series.all;
  }

  instance(spec: InstanceSpec): number {
    return this.#instances.id(JSON.stringify(spec), () => ({
      ...spec,
      logDelayUs: 300_000 + Math.floor(fraction(`${spec.pod} logs`) * 2_200_000),
      spanDelayUs: 2_000_000 + Math.floor(fraction(`${spec.pod} spans`) * 4_000_000),
    }));
  }

  logTemplate(template: LogTemplate): number {
    return this.#logTemplates.id(JSON.stringify(template), () => template);
  }

  spanTemplate(template: SpanTemplate): number {
    return this.#spanTemplates.id(JSON.stringify(template), () => template);
  }

  target(spec: TargetSpec): number {
    return this.#targets.id(LabelSet.of(spec.labels).key, () => spec);
  }

  seriesOf(labels: LabelSet, type: MetricType, target: number): number {
    return this.#series.id(labels.key, (id) => {
      labels.names.forEach((name, i) => {
        this.#post(name, labels.values[i] ?? '', id);
      });
      return { id, labels, type, target };
    });
  }

  describe(meta: MetricMeta): void {
    this.meta.set(meta.name, meta);
  }

  #post(name: string, value: string, id: number): void {
    let values = this.postings.get(name);
    if (!values) {
      values = new Map();
      this.postings.set(name, values);
    }
    const list = values.get(value);
    if (list) list.push(id);
    else values.set(value, [id]);
  }
}
