/** A value that goes into a statement, or stands in a row. */
export type SqlValue = string | number | null;

/** One statement. Its text is such that SQLite and PostgreSQL understand it alike; each `?` stands for the next value. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export interface Answer {
  readonly rows: readonly unknown[];
  /** Rows that the statement wrote. */
  readonly changes: number;
}

/**
 * Work of several statements: it yields each and is handed its answer. Written so, the same work is done at one go on a synchronous
 * driver, where nothing else may come between, and waits for each answer on an asynchronous one.
 */
export type Work<T> = Generator<Statement, T, Answer>;

/** The database that holds what is not an event or a lease. Methods throw STORE_FAILED or STORE_FULL. */
export interface Sql {
  /** An expression: ms since 1970 by the clock of the database, which is one for all processes that share it. */
  readonly now: string;
  /** Does the work in one transaction. `patienceMs`: how long it waits for other writers; default as long as everything else. */
  transaction<T>(work: () => Work<T>, options?: { readonly patienceMs?: number }): Promise<T>;
  rows(text: string, ...values: SqlValue[]): Promise<readonly unknown[]>;
  /** The number of rows that were written. */
  run(text: string, ...values: SqlValue[]): Promise<number>;
}

/** The rows of one statement, within a transaction. */
export function* rowsOf(text: string, ...values: SqlValue[]): Work<readonly unknown[]> {
  return (yield { text, values }).rows;
}

/** Writes within a transaction; the number of rows that were written. */
export function* change(text: string, ...values: SqlValue[]): Work<number> {
  return (yield { text, values }).changes;
}
