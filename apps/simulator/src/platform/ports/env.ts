import type { Env } from '@firedrill/shop/ports';

/** The variables of a container. */
export class PodEnv implements Env {
  readonly #values: Readonly<Record<string, string>>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = values;
  }

  string(name: string, fallback?: string): string {
    const value = this.#values[name] ?? fallback;
    if (value === undefined) throw new Error(`environment variable ${name} is not set`);
    return value;
  }

  number(name: string, fallback?: number): number {
    const text = this.#values[name];
    if (text === undefined && fallback !== undefined) return fallback;
    const value = Number(this.string(name));
    if (Number.isNaN(value)) throw new Error(`environment variable ${name} must be a number, not "${text}"`);
    return value;
  }
}
