import type { ErrorBody, ErrorCode } from '@firedrill/protocol';

/** A refusal by the server, or `offline` when no answer came. `from` and `to` are positions in a query. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly status: number;
  readonly field: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly expected: string | undefined;

  constructor(
    code: ErrorCode | 'offline',
    message: string,
    status: number,
    more: Partial<Omit<ErrorBody['error'], 'code' | 'message'>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.field = more.field;
    this.from = more.from;
    this.to = more.to;
    this.expected = more.expected;
  }
}

/** What to tell a person about any thrown thing. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
