import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from './json-schema.ts';

const committed = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../scenarios/${name}`, import.meta.url)), 'utf8');

describe('jsonSchemas', () => {
  it.each(Object.entries(jsonSchemas()))('%s is committed as `firedrill schema` writes it', (name, text) => {
    expect(committed(name)).toBe(text);
  });

  it('lets an author leave out what has a default, and knows what things are', () => {
    const { required, properties } = JSON.parse(jsonSchemas()['scenario.schema.json'] ?? '');
    expect(required).toContain('cause');
    expect(required).not.toContain('rivals');
    expect(properties.incident.description).toContain('begins here');
  });
});
