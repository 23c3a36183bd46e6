/** What lines of programs that are not ours look like, by `realism.md` 1.3 and the programs' own sources. */

const address = '\\d+\\.\\d+\\.\\d+\\.\\d+';
const request = '"[A-Z]+ \\S+ HTTP/1\\.1"';
const listOf = (one: string): string => `(?:${one}|-)(?:, (?:${one}|-))*`;
const sqlState = String.raw`(?:select|insert|update|delete|with|begin|commit|rollback|explain|create|alter|set|show|truncate)\b`;

const anyOf = (...parts: readonly string[]): string => `(?:${parts.join('|')})`;
const whole = (text: string, flags = ''): RegExp => new RegExp(`^${text}$`, flags);

const nginxProblems = anyOf(
  'upstream timed out \\(110: Operation timed out\\) while (?:connecting to upstream|sending request to upstream|reading response header from upstream|reading upstream)',
  'upstream prematurely closed connection while reading response header from upstream',
  'connect\\(\\) failed \\(111: Connection refused\\) while connecting to upstream',
  'no live upstreams while connecting to upstream',
);

const postgresMessages = anyOf(
  `LOG:  duration: \\d+\\.\\d{3} ms  (?:statement|execute <unnamed>): ${sqlState}.*`,
  `DETAIL:  Parameters: \\$1 = .*`,
  'LOG:  process \\d+ (?:still waiting for|acquired) \\w+Lock on .+ after \\d+\\.\\d{3} ms',
  'DETAIL:  Process(?:es)? holding the lock: [\\d, ]+\\. Wait queue: [\\d, ]+\\.',
  'DETAIL:  Process \\d+ waits for .*',
  'DETAIL:  Key \\(.+\\)=\\(.*\\) already exists\\.',
  'HINT:  See server log for query details\\.',
  'FATAL:  (?:remaining connection slots are reserved for roles with the SUPERUSER attribute|sorry, too many clients already|terminating connection due to administrator command)',
  'ERROR:  (?:canceling statement due to (?:statement timeout|user request|lock timeout)|deadlock detected|duplicate key value violates unique constraint ".+"|could not obtain lock on row in relation ".+"|current transaction is aborted, commands ignored until end of transaction block)',
  `STATEMENT:  ${sqlState}.*`,
  'LOG:  checkpoint starting: time',
  'LOG:  checkpoint complete: wrote \\d+ buffers \\(\\d+\\.\\d%\\); .+',
  'LOG:  automatic vacuum of table "shop\\.public\\.\\w+": index scans: \\d',
  'LOG:  could not receive data from client: Connection reset by peer',
);

const redisMessages = anyOf(
  '\\* \\d+ changes in \\d+ seconds\\. Saving\\.\\.\\.',
  '\\* Background saving started by pid \\d+',
  '\\* DB saved on disk',
  '\\* Fork CoW for RDB: current \\d+ MB, peak \\d+ MB, average \\d+ MB',
  '\\* Background saving terminated with success',
  '# Slow script detected: still in execution after \\d+ milliseconds\\. .+',
);

/** By service: every line of it. */
export const lineFormats: Readonly<Record<string, RegExp>> = {
  'nginx-ingress': whole(
    anyOf(
      `${address} - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000\\] ${request} \\d{3} \\d+ "-" "[^"]+" \\d+ \\d+\\.\\d{3} \\[shop-api-gateway-8080\\] \\[\\] ${listOf(`${address}:8080`)} ${listOf('\\d+')} ${listOf('\\d+\\.\\d{3}')} ${listOf('\\d{3}')} [0-9a-f]{32}`,
      `\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[error\\] \\d+#\\d+: \\*\\d+ ${nginxProblems}, client: ${address}, server: api\\.shop\\.example, request: ${request}, upstream: "http://${address}:8080/\\S*", host: "api\\.shop\\.example"`,
    ),
  ),
  postgres: whole(
    anyOf(
      `\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC \\[\\d+\\] ${postgresMessages}`,
      '\\t(?:pages|tuples|buffer usage|system usage): .+',
    ),
    'is',
  ),
  redis: whole(`\\d+:[MCS] \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ${redisMessages}`),
};

/** Texts of errors that libraries make: pg and pg-pool, ioredis, undici, BullMQ, and Redis itself. */
export const libraryErrors: readonly RegExp[] = [
  /^(timeout exceeded when trying to connect|timeout expired|Query read timeout)$/,
  /^Connection terminated (due to connection timeout|unexpectedly)$/,
  /^Client has encountered a connection error and is not queryable$/,
  /^Release called on client which has already been released to the pool\.$/,
  /^canceling statement due to (statement timeout|user request|lock timeout)$/,
  /^(deadlock detected|terminating connection due to administrator command|sorry, too many clients already)$/,
  /^remaining connection slots are reserved for roles with the SUPERUSER attribute$/,
  /^(Command timed out|connect ETIMEDOUT|Connection is closed\.|Command aborted due to connection close)$/,
  /^Reached the max retries per request limit \(which is \d+\)\. Refer to "maxRetriesPerRequest" option for details\.$/,
  /^(OOM|BUSY|LOADING|READONLY|WRONGTYPE|ERR) .+$/,
  /^(fetch failed|Headers Timeout Error|Body Timeout Error|other side closed)$/,
  /^connect ECONNREFUSED \S+:\d+$/,
  /^(job stalled more than allowable limit|Missing lock for job \S+\. moveToFinished|could not renew lock for job \S+)$/,
  /^failed with status code \d{3}$/,
];

/** By reason: what Kubernetes says. */
export const eventFormats: Readonly<Record<string, RegExp>> = {
  Scheduled: /^Successfully assigned shop\/\S+ to \S+$/,
  Pulled: /^Container image "registry\.shop\.example\/[\w-]+:\w+" already present on machine$/,
  Created: /^Created container [\w-]+$/,
  Started: /^Started container [\w-]+$/,
  Killing: /^(Stopping container [\w-]+|Container [\w-]+ failed liveness probe, will be restarted)$/,
  Unhealthy:
    /^(Readiness|Liveness) probe failed: (Get "http:\/\/[\d.]+:\d+\/\w+": context deadline exceeded \(Client\.Timeout exceeded while awaiting headers\)|HTTP probe failed with statuscode: \d{3})$/,
  BackOff: /^Back-off restarting failed container [\w-]+ in pod \S+$/,
  FailedGetResourceMetric:
    /^failed to get cpu utilization: did not receive metrics for targeted pods \(pods might be unready\)$/,
  SuccessfulCreate: /^Created job \S+$/,
  SawCompletedJob: /^Saw completed job: \S+, status: Complete$/,
};
