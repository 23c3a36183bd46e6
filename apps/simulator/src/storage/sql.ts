/** One dialect, two databases: PostgreSQL embedded in the data folder, or a real one. */
export type SqlRow = Readonly<Record<string, unknown>>;

export interface Sql {
  query(text: string, values?: readonly unknown[]): Promise<readonly SqlRow[]>;
  /** All of `work` or nothing; transactions run one after the other where there is one connection. */
  transaction<T>(work: (sql: Pick<Sql, 'query'>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
