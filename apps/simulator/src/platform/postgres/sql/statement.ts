/** What a statement says, before anyone has looked whether its tables and columns exist. */

export interface ColumnName {
  /** The table or alias before the dot; '' when there is none. */
  readonly table: string;
  readonly column: string;
}

export type Scalar =
  /** `index` counts from 0. */
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** The statement's instant plus `offsetUs`. */
  | { readonly kind: 'now'; readonly offsetUs: number }
  | { readonly kind: 'column'; readonly name: ColumnName }
  | { readonly kind: 'sum'; readonly sign: 1 | -1; readonly left: Scalar; readonly right: Scalar };

export type Comparison = '=' | '<>' | '>' | '>=' | '<' | '<=' | 'like' | 'ilike';

export type Condition =
  | { readonly kind: 'compare'; readonly column: ColumnName; readonly op: Comparison; readonly to: Scalar }
  | { readonly kind: 'in'; readonly column: ColumnName; readonly values: readonly Scalar[] }
  /** `column = ANY($1)` */
  | { readonly kind: 'any'; readonly column: ColumnName; readonly parameter: number }
  | { readonly kind: 'null'; readonly column: ColumnName; readonly negated: boolean };

export type Aggregate = 'count' | 'sum' | 'min' | 'max' | 'avg';

export type Item =
  | { readonly kind: 'all' }
  | { readonly kind: 'scalar'; readonly value: Scalar; readonly as: string }
  | { readonly kind: 'aggregate'; readonly fn: Aggregate; readonly of: ColumnName | null; readonly as: string };

export interface Source {
  readonly table: string;
  readonly alias: string;
}

export interface Join {
  readonly source: Source;
  readonly left: ColumnName;
  readonly right: ColumnName;
}

export type Locking = 'wait' | 'nowait' | 'skip locked';

export interface Select {
  readonly kind: 'select';
  readonly items: readonly Item[];
  /** null for `SELECT 1`. */
  readonly from: Source | null;
  readonly joins: readonly Join[];
  readonly where: readonly Condition[];
  readonly groupBy: readonly ColumnName[];
  readonly orderBy: readonly { readonly column: ColumnName; readonly descending: boolean }[];
  readonly limit: Scalar | null;
  readonly offset: Scalar | null;
  readonly locking: Locking | null;
}

export interface Assignment {
  readonly column: string;
  readonly value: Scalar;
}

export interface Insert {
  readonly kind: 'insert';
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Scalar[])[];
  /** `update` is empty for DO NOTHING. In it, table `excluded` is the row that was to be inserted. */
  readonly onConflict: { readonly columns: readonly string[]; readonly update: readonly Assignment[] } | null;
  readonly returning: readonly Item[];
}

export interface Update {
  readonly kind: 'update';
  readonly table: string;
  readonly set: readonly Assignment[];
  readonly where: readonly Condition[];
  readonly returning: readonly Item[];
}

export interface Delete {
  readonly kind: 'delete';
  readonly table: string;
  readonly where: readonly Condition[];
  readonly returning: readonly Item[];
}

/** CREATE INDEX CONCURRENTLY: nothing is locked meanwhile. */
export interface CreateIndex {
  readonly kind: 'create-index';
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
}

export type Statement =
  | { readonly kind: 'begin' | 'commit' | 'rollback' }
  | Select
  | Insert
  | Update
  | Delete
  | CreateIndex;
