/** The one catalogue of errors that the server answers with. */
import { z } from 'zod';

export const errorCodeSchema = z.enum([
  'bad_request',
  'bad_query',
  'unauthorized',
  'forbidden',
  'not_found',
  'out_of_turn',
  'door_closed',
  'not_ready',
  'too_large',
  'too_many_requests',
  'unknown_entry',
  'broken_journal',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** Status of each code. */
export const errorStatus: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400,
  bad_query: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  out_of_turn: 409,
  door_closed: 409,
  not_ready: 503,
  too_large: 413,
  too_many_requests: 429,
  /** A journal entry of a version, or of a kind, that this server does not know. */
  unknown_entry: 501,
  /** A journal that was changed, or of which something is missing. */
  broken_journal: 500,
  internal: 500,
};

export const errorBodySchema = z.object({
  error: z.object({
    code: errorCodeSchema,
    /** One sentence: what was expected and where. */
    message: z.string(),
    /** Dotted path of the offending field, where there is one. */
    field: z.string().optional(),
    /** Character positions in a query, 0-based, end exclusive. */
    from: z.number().optional(),
    to: z.number().optional(),
    expected: z.string().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
