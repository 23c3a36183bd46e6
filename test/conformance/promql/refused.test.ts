/** Queries that are none: where, and what was expected there. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { TelemetryError } from '../../../apps/simulator/src/telemetry/errors.ts';
import { instantQuery } from '../../../apps/simulator/src/telemetry/promql/engine.ts';

const examples = z
  .array(z.tuple([z.string(), z.number(), z.number(), z.string().nullable()]))
  .parse(JSON.parse(readFileSync(new URL('./refused.json', import.meta.url), 'utf8')));

it.each(examples)('%s', (query, from, to, expected) => {
  let refusal: unknown = null;
  try {
    instantQuery(query, 0, { select: () => [] });
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(TelemetryError);
  expect(refusal).toMatchObject({ code: 'bad_query', from, to, ...(expected === null ? {} : { expected }) });
});
