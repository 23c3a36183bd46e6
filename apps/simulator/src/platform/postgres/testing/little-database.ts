/** For tests: a kernel, a database with two tables, and a pod that talks to it. */
import { Kernel } from '../../../kernel/index.ts';
import { createRecorder } from '../../../telemetry/record/recorder.ts';
import { rootContext } from '../../context.ts';
import type { PodSurroundings } from '../../kubernetes/pod.ts';
import { Edges } from '../../network/edges.ts';
import { Registry } from '../../observe/registry.ts';
import { Scraper } from '../../observe/scraper.ts';
import { Process } from '../../process/process.ts';
import { PostgresServer } from '../server.ts';
import { Database } from '../tables.ts';

export const startUs = Date.UTC(2024, 2, 16, 13, 0) * 1000;

export const schema = `
CREATE TABLE accounts (
  id text PRIMARY KEY,
  owner text NOT NULL,
  balance integer NOT NULL,
  note text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX accounts_owner_idx ON accounts (owner);
-- no key of its own; nothing is looked up by amount
CREATE TABLE entries (
  account_id text NOT NULL,
  amount numeric(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX entries_account_idx ON entries (account_id);
`;

export function littleDatabase(): Database {
  const database = new Database();
  database.migrate(schema);
  const accounts = database.table('accounts');
  for (const [i, owner] of ['ada', 'bob', 'cy'].entries()) {
    accounts.insert({
      id: `a${i}`,
      owner,
      balance: 100 * (i + 1),
      note: null,
      created_at: startUs - (3 - i) * 1_000_000,
    });
  }
  for (const [i, account_id] of ['a0', 'a0', 'a1', 'a0'].entries())
    database.table('entries').insert({ account_id, amount: i + 1, created_at: startUs - (9 - i) * 1_000_000 });
  return database;
}

export interface Bench {
  readonly kernel: Kernel;
  readonly server: PostgresServer;
  readonly database: Database;
  pod(name: string): PodSurroundings;
  context(key: number): ReturnType<typeof rootContext>;
  runFor(us: number): Promise<void>;
  /** The server's log lines so far: instant and text without its placeholders filled in. */
  loggedAt(): { readonly atUs: number; readonly message: string }[];
  /** Kinds of lines in the server's log so far, without their placeholders filled in. */
  logged(): string[];
}

export function bench(
  options: { readonly cores?: number; readonly maxConnections?: number; readonly fromUs?: number } = {},
): Bench {
  const fromUs = options.fromUs ?? startUs;
  const kernel = new Kernel(fromUs);
  const telemetry = createRecorder({ fromUs });
  const scraper = new Scraper(kernel, telemetry.metrics);
  const database = littleDatabase();
  const server = new PostgresServer(kernel, telemetry, scraper, database, {
    edges: new Edges(),
    cores: options.cores ?? 4,
    maxConnections: options.maxConnections ?? 20,
    slowStatementUs: 1_000_000,
  });
  const messages: string[] = [];
  const skewUs = 350;
  return {
    kernel,
    server,
    database,
    pod(name) {
      const process = new Process(kernel, name);
      const instance = telemetry.instance({ service: name, pod: name, version: '1', node: 'n', clockSkewUs: 0 });
      const registry = new Registry(telemetry.metrics);
      return { process, service: name, pod: name, address: '10.0.0.1', instance, registry, telemetry };
    },
    context: (key) => rootContext(key, false),
    runFor: (us) => kernel.run(kernel.nowUs + us),
    loggedAt() {
      const { logs, logTemplates } = telemetry.seal(kernel.nowUs + 1);
      for (const template of logTemplates) messages.push(template.message);
      return logs
        .flatMap(({ template, timeUs }) =>
          Array.from(timeUs, (atUs) => ({ atUs: atUs - skewUs, message: messages[template] ?? '' })),
        )
        .sort((a, b) => a.atUs - b.atUs || (a.message < b.message ? -1 : 1));
    },
    logged() {
      const chunk = telemetry.seal(kernel.nowUs + 1);
      for (const template of chunk.logTemplates) messages.push(template.message);
      return messages;
    },
  };
}
