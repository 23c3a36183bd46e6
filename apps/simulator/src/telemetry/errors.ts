/** What a query can be refused for. Positions are characters of the query, 0-based, end exclusive. */
export type TelemetryErrorCode = 'bad_query' | 'not_found' | 'too_large' | 'timeout' | 'aborted' | 'internal';

export interface TelemetryErrorFields {
  readonly from?: number;
  readonly to?: number;
  readonly expected?: string;
}

/** An error of a query, as it also crosses between threads. */
export interface TelemetryErrorData extends TelemetryErrorFields {
  readonly code: TelemetryErrorCode;
  readonly message: string;
}

export class TelemetryError extends Error {
  readonly code: TelemetryErrorCode;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly expected: string | undefined;

  constructor(code: TelemetryErrorCode, message: string, fields: TelemetryErrorFields = {}) {
    super(message);
    this.name = 'TelemetryError';
    this.code = code;
    this.from = fields.from;
    this.to = fields.to;
    this.expected = fields.expected;
  }

  toData(): TelemetryErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.from === undefined ? {} : { from: this.from }),
      ...(this.to === undefined ? {} : { to: this.to }),
      ...(this.expected === undefined ? {} : { expected: this.expected }),
    };
  }

  static fromData({ code, message, ...fields }: TelemetryErrorData): TelemetryError {
    return new TelemetryError(code, message, fields);
  }
}

/** A query that cannot be understood, with where and what was expected there. */
export const badQuery = (message: string, from: number, to: number, expected?: string): TelemetryError =>
  new TelemetryError('bad_query', message, expected === undefined ? { from, to } : { from, to, expected });
