import type { Labels } from '../sinks.ts';

/** Labels of a series, sorted by name, with what queries need again and again kept at hand. Equal sets need not be the same object: compare `key`. */
export class LabelSet {
  readonly names: readonly string[];
  readonly values: readonly string[];
  #key: string | null = null;
  #unnamed: LabelSet | null = null;

  private constructor(names: readonly string[], values: readonly string[]) {
    this.names = names;
    this.values = values;
  }

  /** Empty values are no labels, as in Prometheus. */
  static of(labels: Labels): LabelSet {
    const names = Object.keys(labels)
      .filter((name) => labels[name] !== '')
      .sort();
    return new LabelSet(
      names,
      names.map((name) => labels[name] ?? ''),
    );
  }

  get key(): string {
    this.#key ??= this.names.map((name, i) => `${name}\u0001${this.values[i]}`).join('\u0000');
    return this.#key;
  }

  /** '' when absent */
  get(name: string): string {
    const { names } = this;
    for (let i = 0; i < names.length; i++) if (names[i] === name) return this.values[i] ?? '';
    return '';
  }

  get metricName(): string {
    return this.get('__name__');
  }

  withoutMetricName(): LabelSet {
    this.#unnamed ??= this.names.includes('__name__') ? this.without(['__name__']) : this;
    return this.#unnamed;
  }

  only(wanted: readonly string[]): LabelSet {
    return this.#filter((name) => wanted.includes(name));
  }

  without(unwanted: readonly string[]): LabelSet {
    return this.#filter((name) => !unwanted.includes(name));
  }

  /** '' removes the label. */
  with(name: string, value: string): LabelSet {
    return LabelSet.of({ ...this.toObject(), [name]: value });
  }

  toObject(): Record<string, string> {
    return Object.fromEntries(this.names.map((name, i) => [name, this.values[i] ?? '']));
  }

  /** As in Prometheus' texts: `{__name__="up", job="x"}`. */
  toString(): string {
    return `{${this.names.map((name, i) => `${name}=${JSON.stringify(this.values[i])}`).join(', ')}}`;
  }

  #filter(keep: (name: string) => boolean): LabelSet {
    const names: string[] = [];
    const values: string[] = [];
    for (let i = 0; i < this.names.length; i++) {
      const name = this.names[i] ?? '';
      if (!keep(name)) continue;
      names.push(name);
      values.push(this.values[i] ?? '');
    }
    return new LabelSet(names, values);
  }
}

export const noLabels = LabelSet.of({});
