/** What an error came from, for the exact record of the edge. Read from the error texts that the real libraries have. */

const texts: readonly (readonly [string, string])[] = [
  ['timeout exceeded when trying to connect', 'pool-acquire-timeout'],
  ['canceling statement due to statement timeout', 'statement-timeout'],
  ['canceling statement due to user request', 'statement-cancelled'],
  ['Connection terminated', 'database-connection-lost'],
  ['terminating connection due to administrator command', 'database-connection-lost'],
  ['could not obtain lock', 'lock-timeout'],
  ['Command timed out', 'redis-timeout'],
  ['Connection is closed', 'redis-connection-lost'],
  ['Headers Timeout Error', 'upstream-timeout'],
  ['other side closed', 'connection-reset'],
  ['ECONNRESET', 'connection-reset'],
  ['ECONNREFUSED', 'connection-refused'],
];

/** '' when the error tells nothing; looks through `cause`. */
export function failureOf(error: unknown): string {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const { message } = current;
    const found = texts.find(([text]) => message.includes(text));
    if (found) return found[1];
  }
  return '';
}
