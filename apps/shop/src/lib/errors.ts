/** An error that is answered with its own status. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'HttpError';
    this.status = status;
  }
}

export const badRequest = (message: string): HttpError => new HttpError(400, message);
export const unauthorized = (message: string): HttpError => new HttpError(401, message);
export const notFound = (message: string): HttpError => new HttpError(404, message);
export const conflict = (message: string): HttpError => new HttpError(409, message);
export const unavailable = (message: string, cause: unknown): HttpError => new HttpError(503, message, { cause });

export const asError = (value: unknown): Error => (value instanceof Error ? value : new Error(String(value)));
