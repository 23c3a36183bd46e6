/** What is precious: events, seats and journals. Small and durable. */
import type { Entry } from '../journal/index.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import type { Sql, SqlRow } from './sql.ts';

export interface StoredDrill {
  readonly id: string;
  readonly eventId: string;
  readonly joinCode: string;
  readonly teamName: string;
  readonly scenarioId: string;
  readonly seed: number;
  readonly createdMs: number;
}

export interface StoredSeat {
  readonly id: string;
  readonly drillId: string;
  readonly tokenHash: string;
  readonly name: string;
  readonly role: 'host' | 'trainee';
}

export interface StoredTotal {
  readonly total: number;
  /** What it was scored by. */
  readonly rubricVersion: string;
}

export interface Storage {
  createDrill(drill: StoredDrill): Promise<void>;
  addSeat(seat: StoredSeat): Promise<void>;
  drill(id: string): Promise<StoredDrill | null>;
  drillByCode(joinCode: string): Promise<StoredDrill | null>;
  /** Newest first. */
  drills(): Promise<readonly StoredDrill[]>;
  seatByToken(tokenHash: string): Promise<StoredSeat | null>;
  /** As stored: to be verified by the journal's own reader. */
  journal(drillId: string): Promise<readonly unknown[]>;
  /** On disk when it resolves; all or none. Rejects when an entry of that number exists. */
  append(drillId: string, entries: readonly Entry[]): Promise<void>;
  /** Whether teams that had this incident see how the others did. */
  setCompared(scenarioId: string, seed: number, compared: boolean): Promise<void>;
  isCompared(scenarioId: string, seed: number): Promise<boolean>;
  /** In place of what was kept before. */
  keepTotal(drillId: string, total: StoredTotal): Promise<void>;
  /** By drill. */
  totals(): Promise<ReadonlyMap<string, StoredTotal>>;
  /** The last instant at which a server is known to have been alive, epoch ms; null on a new folder. */
  lastAliveMs(): Promise<number | null>;
  alive(wallMs: number): Promise<void>;
  close(): Promise<void>;
}

const text = (row: SqlRow, name: string): string => String(row[name]);

const toDrill = (row: SqlRow): StoredDrill => ({
  id: text(row, 'id'),
  eventId: text(row, 'event_id'),
  joinCode: text(row, 'join_code'),
  teamName: text(row, 'team_name'),
  scenarioId: text(row, 'scenario_id'),
  seed: Number(row.seed),
  createdMs: Number(row.created_ms),
});

const drillColumns = 'SELECT d.*, e.join_code FROM drills d JOIN events e ON e.id = d.event_id';

function storageOn(sql: Sql): Storage {
  const one = async (where: string, value: string): Promise<StoredDrill | null> => {
    const [row] = await sql.query(`${drillColumns} WHERE ${where} = $1`, [value]);
    return row ? toDrill(row) : null;
  };
  return {
    createDrill: (drill) =>
      sql.transaction(async ({ query }) => {
        await query('INSERT INTO events (id, join_code, created_ms) VALUES ($1, $2, $3)', [
          drill.eventId,
          drill.joinCode,
          drill.createdMs,
        ]);
        await query(
          'INSERT INTO drills (id, event_id, team_name, scenario_id, seed, created_ms) VALUES ($1, $2, $3, $4, $5, $6)',
          [drill.id, drill.eventId, drill.teamName, drill.scenarioId, drill.seed, drill.createdMs],
        );
      }),
    async addSeat({ id, drillId, tokenHash, name, role }) {
      await sql.query('INSERT INTO seats (id, drill_id, token_hash, name, role) VALUES ($1, $2, $3, $4, $5)', [
        id,
        drillId,
        tokenHash,
        name,
        role,
      ]);
    },
    drill: (id) => one('d.id', id),
    drillByCode: (joinCode) => one('e.join_code', joinCode),
    drills: async () => (await sql.query(`${drillColumns} ORDER BY d.created_ms DESC LIMIT 200`)).map(toDrill),
    async seatByToken(tokenHash) {
      const [row] = await sql.query('SELECT * FROM seats WHERE token_hash = $1', [tokenHash]);
      if (!row) return null;
      const role = row.role === 'host' ? 'host' : 'trainee';
      return { id: text(row, 'id'), drillId: text(row, 'drill_id'), tokenHash, name: text(row, 'name'), role };
    },
    async setCompared(scenarioId, seed, compared) {
      const statement = compared
        ? 'INSERT INTO comparisons (scenario_id, seed) VALUES ($1, $2) ON CONFLICT DO NOTHING'
        : 'DELETE FROM comparisons WHERE scenario_id = $1 AND seed = $2';
      await sql.query(statement, [scenarioId, seed]);
    },
    isCompared: async (scenarioId, seed) =>
      (await sql.query('SELECT 1 FROM comparisons WHERE scenario_id = $1 AND seed = $2', [scenarioId, seed])).length >
      0,
    journal: async (drillId) =>
      (await sql.query('SELECT entry FROM journal WHERE drill_id = $1 ORDER BY seq', [drillId])).map(
        (row) => row.entry,
      ),
    append: (drillId, entries) =>
      sql.transaction(async ({ query }) => {
        for (const entry of entries) {
          await query('INSERT INTO journal (drill_id, seq, entry) VALUES ($1, $2, $3)', [
            drillId,
            entry.seq,
            JSON.stringify(entry),
          ]);
        }
      }),
    async keepTotal(drillId, { total, rubricVersion }) {
      await sql.query(
        `INSERT INTO totals (drill_id, total, rubric_version) VALUES ($1, $2, $3)
         ON CONFLICT (drill_id) DO UPDATE SET total = $2, rubric_version = $3`,
        [drillId, total, rubricVersion],
      );
    },
    totals: async () =>
      new Map(
        (await sql.query('SELECT * FROM totals')).map((row) => [
          text(row, 'drill_id'),
          { total: Number(row.total), rubricVersion: text(row, 'rubric_version') },
        ]),
      ),
    async lastAliveMs() {
      const [row] = await sql.query('SELECT wall_ms FROM heartbeat WHERE id = 1');
      return row ? Number(row.wall_ms) : null;
    },
    async alive(wallMs) {
      await sql.query(
        'INSERT INTO heartbeat (id, wall_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET wall_ms = $1',
        [wallMs],
      );
    },
    close: () => sql.close(),
  };
}

/** With a URL: that PostgreSQL. Without: embedded in the folder; throws FolderInUse when another process has it. */
export async function openStorage(options: {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
}): Promise<Storage> {
  const sql = options.databaseUrl ? await openPostgres(options.databaseUrl) : await openEmbedded(options.folder);
  await migrate(sql);
  return storageOn(sql);
}
