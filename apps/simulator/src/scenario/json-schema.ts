/** The schemas of the files that authors write, as editors read them. */
import { z } from 'zod';
import { causeSchema } from './causes/library.ts';
import { scenarioSchema } from './schema.ts';
import { transcriptSchema } from './transcript.ts';

const schemas = {
  'scenario.schema.json': scenarioSchema,
  'cause.schema.json': causeSchema,
  'transcript.schema.json': transcriptSchema,
} as const;

/** By file name, as text to be written. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
