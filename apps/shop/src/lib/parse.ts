import { badRequest } from './errors.ts';

/** Reads a request body as an object. Throws 400. */
export function object(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('expected a JSON object');
  return { ...body };
}

export function text(from: Record<string, unknown>, name: string): string {
  const value = from[name];
  if (typeof value !== 'string' || value === '') throw badRequest(`${name} must be a non-empty string`);
  return value;
}

export function positiveInteger(from: Record<string, unknown>, name: string): number {
  const value = from[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0) {
    throw badRequest(`${name} must be a positive integer`);
  }
  return value;
}

export function list(from: Record<string, unknown>, name: string): readonly unknown[] {
  const value = from[name];
  if (!Array.isArray(value) || value.length === 0) throw badRequest(`${name} must be a non-empty list`);
  return value;
}
