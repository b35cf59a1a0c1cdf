import type { ReservedSql, Sql } from 'postgres';

/** What one run makes; a broken-off run goes on only with the same. */
export interface SeedRun {
  seed: number;
  scale: number;
  bookings: number;
  /** The local day that counts as today. */
  today: string;
}

/** Makes the place where progress is kept: a schema of its own, because it is no part of the product. */
export async function prepareProgress(sql: Sql): Promise<void> {
  await sql`CREATE SCHEMA IF NOT EXISTS bench`;
  await sql`CREATE TABLE IF NOT EXISTS bench.seed_run (
    seed bigint NOT NULL, scale double precision NOT NULL, bookings bigint NOT NULL, today date NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz)`;
  await sql`CREATE TABLE IF NOT EXISTS bench.seed_stage (
    name text PRIMARY KEY, rows bigint NOT NULL, seconds double precision NOT NULL)`;
  await sql`CREATE TABLE IF NOT EXISTS bench.seed_set_aside (
    position integer PRIMARY KEY, table_name text NOT NULL, name text NOT NULL, kind text NOT NULL, definition text NOT NULL)`;
}

export type Started = { state: 'new' | 'resumed' | 'finished'; run: SeedRun };

/**
 * Takes up an unfinished run or begins one. Without `today` a run that is taken up keeps its own.
 * @throws Error when the database already holds other national data.
 */
export async function startRun(
  sql: Sql,
  wanted: Omit<SeedRun, 'today'>,
  today: string | undefined,
  now: string,
): Promise<Started> {
  const [known] = await sql<(SeedRun & { isFinished: boolean })[]>`
    SELECT seed::float8 AS seed, scale, bookings::float8 AS bookings, today::text AS today, finished_at IS NOT NULL AS "isFinished"
    FROM bench.seed_run`;
  if (!known) {
    const run = { ...wanted, today: today ?? now };
    await sql`INSERT INTO bench.seed_run (seed, scale, bookings, today) VALUES (${run.seed}, ${run.scale}, ${run.bookings}, ${run.today})`;
    return { state: 'new', run };
  }
  const { isFinished, ...run } = known;
  const isSame =
    run.seed === wanted.seed &&
    run.scale === wanted.scale &&
    run.bookings === wanted.bookings &&
    (today ?? run.today) === run.today;
  if (!isSame) {
    throw new Error(
      `This database already holds national data made with --seed ${run.seed} --scale ${run.scale} --bookings ${run.bookings} --today ${run.today}. Use the same, or another database.`,
    );
  }
  return { state: isFinished ? 'finished' : 'resumed', run };
}

export async function finishRun(sql: Sql): Promise<void> {
  await sql`UPDATE bench.seed_run SET finished_at = now()`;
}

export type Say = (text: string) => void;

/**
 * Does a stage unless it has been done. Its rows and the note that it is done are one transaction, so a stage that broke
 * off has left nothing behind and is simply done again.
 * @param work returns how many rows it wrote.
 */
export async function stage(
  sql: Sql,
  name: string,
  say: Say,
  work: (connection: ReservedSql) => Promise<number>,
): Promise<void> {
  const [done] = await sql`SELECT 1 FROM bench.seed_stage WHERE name = ${name}`;
  if (done) return;
  const startedAt = performance.now();
  const connection = await sql.reserve();
  try {
    await connection`BEGIN`;
    const rows = await work(connection);
    const seconds = (performance.now() - startedAt) / 1_000;
    await connection`INSERT INTO bench.seed_stage (name, rows, seconds) VALUES (${name}, ${rows}, ${seconds})`;
    await connection`COMMIT`;
    say(`${name}: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s`);
  } catch (error) {
    await connection`ROLLBACK`.catch(() => {});
    throw error;
  } finally {
    connection.release();
  }
}
