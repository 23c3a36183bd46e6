/** The platform's own schema. Each is run once, in order; never edit one that has been released. */
import type { Sql } from './sql.ts';

const migrations: readonly string[] = [
  `CREATE TABLE events (
     id text PRIMARY KEY,
     join_code text NOT NULL UNIQUE,
     created_ms bigint NOT NULL
   );
   CREATE TABLE drills (
     id text PRIMARY KEY,
     event_id text NOT NULL REFERENCES events (id),
     team_name text NOT NULL,
     scenario_id text NOT NULL,
     seed bigint NOT NULL,
     created_ms bigint NOT NULL
   );
   CREATE TABLE seats (
     id text PRIMARY KEY,
     drill_id text NOT NULL REFERENCES drills (id),
     token_hash text NOT NULL UNIQUE,
     name text NOT NULL,
     role text NOT NULL
   );
   CREATE TABLE journal (
     drill_id text NOT NULL REFERENCES drills (id),
     seq bigint NOT NULL,
     entry jsonb NOT NULL,
     PRIMARY KEY (drill_id, seq)
   );
   CREATE TABLE heartbeat (
     id integer PRIMARY KEY,
     wall_ms bigint NOT NULL
   );`,
  `CREATE TABLE comparisons (
     scenario_id text NOT NULL,
     seed bigint NOT NULL,
     PRIMARY KEY (scenario_id, seed)
   );`,
  // Worked out from journals, and may be thrown away: it comes back with the next debrief.
  `CREATE TABLE totals (
     drill_id text PRIMARY KEY REFERENCES drills (id),
     total double precision NOT NULL,
     rubric_version text NOT NULL
   );`,
];

export async function migrate(sql: Sql): Promise<void> {
  await sql.query('CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY)');
  const [row] = await sql.query('SELECT coalesce(max(version), 0) AS version FROM migrations');
  const done = Number(row?.version ?? 0);
  for (const [index, text] of migrations.entries()) {
    if (index < done) continue;
    await sql.transaction(async (transaction) => {
      for (const statement of text.split(';')) if (statement.trim() !== '') await transaction.query(statement);
      await transaction.query('INSERT INTO migrations (version) VALUES ($1)', [index + 1]);
    });
  }
}
