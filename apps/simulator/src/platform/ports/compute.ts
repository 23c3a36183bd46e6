/** Work on the processor, charged to the pod's thread. The figures are a small Node service's on one core. */
import type { Compute } from '@firedrill/shop/ports';
import { keyOf } from '../../kernel/index.ts';
import type { Process } from '../process/process.ts';

const renderBaseUs = 250;
const renderItemUs = 18;
/** scrypt with the parameters that a login can afford. */
const passwordUs = 9_000;
const signUs = 35;
const jsonBaseUs = 6;
const jsonCharactersPerUs = 90;

/** Texts that have been parsed: caches hand out the same ones again and again, and services never change what they read. */
const parsed = new Map<string, unknown>();
const mostParsed = 4_096;

function parseOnce(text: string): unknown {
  let value = parsed.get(text);
  if (value === undefined) {
    value = JSON.parse(text);
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(text, value);
  }
  return value;
}

export class PodCompute implements Compute {
  readonly #process: Process;

  constructor(process: Process) {
    this.#process = process;
  }

  render(view: string, items: number): string {
    this.#process.charge(renderBaseUs + Math.round(renderItemUs * items));
    return `<${view} items="${items}">`;
  }

  verifyPassword(password: string, hash: string): boolean {
    this.#process.charge(passwordUs);
    return hash === `scrypt:${keyOf(password).toString(16)}`;
  }

  sign(payload: string): string {
    this.#process.charge(signUs);
    return keyOf(`signature ${payload}`).toString(16).padStart(8, '0');
  }

  verify(payload: string, signature: string): boolean {
    return this.sign(payload) === signature;
  }

  stringify(value: unknown): string {
    const text = JSON.stringify(value);
    this.#process.charge(jsonBaseUs + Math.round(text.length / jsonCharactersPerUs));
    return text;
  }

  parse(text: string): unknown {
    this.#process.charge(jsonBaseUs + Math.round(text.length / jsonCharactersPerUs));
    return parseOnce(text);
  }
}
