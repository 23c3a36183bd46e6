/** Every answer that is not a success, in one form. */
import { type ErrorBody, type ErrorCode, errorStatus } from '@firedrill/protocol';
import type { FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { BrokenJournal, UnknownEntry } from '../journal/index.ts';
import { TelemetryError } from '../telemetry/query.ts';

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly fields: Omit<ErrorBody['error'], 'code' | 'message'>;

  constructor(code: ErrorCode, message: string, fields: Omit<ErrorBody['error'], 'code' | 'message'> = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

export const notFound = (what: string): ApiError => new ApiError('not_found', `there is no such ${what}`);

const telemetryCodes: Readonly<Record<TelemetryError['code'], ErrorCode>> = {
  bad_query: 'bad_query',
  not_found: 'not_found',
  too_large: 'bad_query',
  timeout: 'bad_query',
  aborted: 'internal',
  internal: 'internal',
};

const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  404: 'not_found',
  413: 'too_large',
  415: 'bad_request',
  429: 'too_many_requests',
};

const unreadable = ({ message }: Error): string => `the journal of this drill cannot be read: ${message}`;

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TelemetryError) {
    const { message, from, to, expected } = error;
    const fields = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(expected === undefined ? {} : { expected }),
    };
    return new ApiError(telemetryCodes[error.code], message, fields);
  }
  if (error instanceof UnknownEntry) return new ApiError('unknown_entry', unreadable(error));
  if (error instanceof BrokenJournal) return new ApiError('broken_journal', unreadable(error));
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0];
    const field = (issue?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.');
    const message = issue?.message ?? 'not valid';
    return new ApiError('bad_request', field ? `${field}: ${message}` : message, field ? { field } : {});
  }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  const code = byStatus[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal');
  const message =
    code === 'internal' || !(error instanceof Error) ? 'something went wrong on the server' : error.message;
  return new ApiError(code, message);
}

/** What is thrown anywhere below becomes an `ErrorBody`; what is our own failure is logged and told without detail. */
export function addErrorHandling(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    const known = toApiError(error);
    if (known.code === 'internal' || known.code === 'broken_journal') request.log.error(error);
    const body: ErrorBody = { error: { code: known.code, message: known.message, ...known.fields } };
    return reply.status(errorStatus[known.code]).send(body);
  });
}
