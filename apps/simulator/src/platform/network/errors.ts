/** The errors that undici's fetch has, texts verbatim. */

class UndiciError extends Error {
  readonly code: string;
  constructor(name: string, code: string, message: string) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

const failed = (cause: Error): TypeError => new TypeError('fetch failed', { cause });

export const headersTimeout = (): TypeError =>
  failed(new UndiciError('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error'));

export const otherSideClosed = (): TypeError =>
  failed(new UndiciError('SocketError', 'UND_ERR_SOCKET', 'other side closed'));

export const connectionRefused = (address: string): TypeError =>
  failed(new UndiciError('Error', 'ECONNREFUSED', `connect ECONNREFUSED ${address}`));
