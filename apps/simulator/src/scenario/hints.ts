/** Help that a team can ask for, and pays for. */
import { z } from 'zod';

const text = z.string().trim().min(1);

export const hintSchema = z.strictObject({
  level: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .describe('1: when and where to look. 2: what kind of thing it is. 3: nearly the answer.'),
  text,
  reveals: z
    .array(text)
    .default([])
    .describe(
      'What it gives away: ids of signals, and slots such as component or mechanism. These count half afterwards.',
    ),
});
export type Hint = z.infer<typeof hintSchema>;
