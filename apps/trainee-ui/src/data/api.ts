import { errorBodySchema } from '@firedrill/protocol';
import { ApiError } from './errors.ts';
import { tokenFor } from './seat.ts';

export { ApiError, errorText } from './errors.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

async function call<T>(method: string, path: string, body: unknown, options: CallOptions): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  const token = tokenFor(path);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', 'The server does not answer. Check that it runs, then try again.', 0);
  }
  const text = await response.text();
  if (!response.ok) throw toError(response.status, text);
  // The contract in @firedrill/protocol says what each path answers with.
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function toError(status: number, text: string): ApiError {
  try {
    const { error } = errorBodySchema.parse(JSON.parse(text));
    return new ApiError(error.code, error.message, status, error);
  } catch {
    return new ApiError(
      status >= 500 ? 'internal' : 'bad_request',
      `The server answered ${status}. Try again.`,
      status,
    );
  }
}

/** Calls the server with this browser's seat. Every function throws `ApiError`; an aborted call throws `AbortError`. */
export const api = {
  get: <T>(path: string, options: CallOptions = {}): Promise<T> => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> =>
    call<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> => call<T>('PUT', path, body, options),
  delete: <T>(path: string, options: CallOptions = {}): Promise<T> => call<T>('DELETE', path, undefined, options),
};
