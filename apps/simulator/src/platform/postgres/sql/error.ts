/** An error as PostgreSQL reports it: SQLSTATE and text. `detail` is a line of its own in the server's log. */
export class SqlError extends Error {
  override readonly name = 'error';
  readonly code: string;
  readonly detail: string;

  constructor(code: string, message: string, detail = '') {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

export const syntaxError = (near: string): SqlError =>
  new SqlError('42601', near === '' ? 'syntax error at end of input' : `syntax error at or near "${near}"`);
