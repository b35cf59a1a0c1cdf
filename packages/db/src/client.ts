import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql, type TransactionSql } from 'postgres';

type Drizzle = PostgresJsDatabase<Record<string, never>>;

/**
 * A place where statements run: the pool, or one transaction.
 * `db` is the query builder; `sql` is for the few hot or intricate statements that are written by hand.
 * Stores and queries are bound to one of these, never to an optional transaction.
 */
export interface Connection {
  readonly db: Drizzle;
  readonly sql: Sql;
}

/** A connection inside a transaction. Only `begin` makes one, so a store that asks for it cannot run outside. */
export interface Tx extends Connection {
  readonly inTransaction: true;
}

export interface Database extends Connection {
  /** Runs the work in one transaction at READ COMMITTED; a throw rolls back. Called by execute.ts and the relay only. */
  begin<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for running statements, at most five seconds. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Pool size; keep the number of units of work in flight at or below it. */
  max: number;
  applicationName?: string;
  /**
   * The role that statements run under, by default the one of the application, which cannot rewrite the books.
   * `none` keeps the rights of the login, for what changes the schema and for databases where that role could not be made.
   */
  role?: string | undefined;
}

/** The role of API, worker and start; migrate.ts makes it and says what it may do. */
export const applicationRole = 'guanyi_app';

const longestReconnectPauseSeconds = 1;

/** Opens a pool. Instants travel as text in UTC; columns.ts turns them into epoch milliseconds. */
export function connect(url: string, options: ConnectOptions): Database {
  const role = options.role ?? applicationRole;
  const sql = postgres(url, {
    max: options.max,
    // After an outage everybody is back within a second; the driver's own pauses grow to twenty.
    backoff: (failures) => Math.min(2 ** failures / 100, longestReconnectPauseSeconds),
    onnotice: () => {},
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    connection: {
      application_name: options.applicationName ?? 'guanyi',
      TimeZone: 'UTC',
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
      ...(role === 'none' ? {} : { role }),
    },
  }) as unknown as Sql;
  const pool = bind(sql, sql);
  return {
    ...pool,
    begin: (work) =>
      sql.begin((reserved) => work({ ...bind(asSql(reserved, sql), sql), inTransaction: true })) as Promise<
        Awaited<ReturnType<typeof work>>
      >,
    close: () => sql.end({ timeout: 5 }),
  };
}

/** Drizzle reads `options` from whatever it is given; a transaction of postgres.js has none of its own. */
function asSql(reserved: TransactionSql, pool: Sql): Sql {
  return Object.assign(reserved, { options: pool.options, parameters: pool.parameters }) as unknown as Sql;
}

function bind(sql: Sql, pool: Sql): Connection {
  const db = drizzle(sql, { casing: 'snake_case' });
  keepJsonText(pool);
  return { sql, db };
}

/**
 * Drizzle writes its own JSON text and therefore takes the serializer of json and jsonb away, for `sql.json` too.
 * This one serves both: text is taken as it is, everything else is written as JSON.
 */
function keepJsonText(pool: Sql): void {
  const serialize = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  for (const type of [114, 3802]) pool.options.serializers[type] = serialize;
}
