import type { ReservedSql, Sql } from 'postgres';
import type { Say } from './stages.ts';

/** The tables with millions of rows: filling them and then building what guards and finds them takes a fifth of the time. */
const heavyTables = ['bookings', 'occupancy', 'price_policies'];
/** Of these only the indexes: too many other tables refer to their key. */
const indexedTables = ['instruments'];

interface Thing {
  tableName: string;
  name: string;
  /** i index; p primary key, u unique, x exclusion, f foreign key. */
  kind: 'i' | 'p' | 'u' | 'x' | 'f';
  definition: string;
}

/** Foreign keys first and keys last when taking away; the other way round when putting back. */
const order = ['f', 'i', 'x', 'u', 'p'];

/**
 * Writes down the constraints and indexes of the heavy tables and takes them away, in one transaction. Whatever happens
 * afterwards, the list stays in the database until everything has been put back.
 */
export async function setAside(connection: ReservedSql): Promise<number> {
  const tables = [...heavyTables, ...indexedTables];
  const constraints = await connection<Thing[]>`
    SELECT conrelid::regclass::text AS "tableName", conname AS name, contype::text AS kind, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint
    WHERE contype IN ('p', 'u', 'x', 'f')
      AND (conrelid = ANY(${heavyTables}::regclass[]) OR (contype = 'f' AND confrelid = ANY(${heavyTables}::regclass[])))`;
  const indexes = await connection<Thing[]>`
    SELECT tablename AS "tableName", indexname AS name, 'i' AS kind, indexdef AS definition
    FROM pg_indexes
    WHERE schemaname = 'public' AND tablename = ANY(${tables})
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname AND contype IN ('p', 'u', 'x'))`;
  const things = [...constraints, ...indexes].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const [position, thing] of things.entries()) {
    await connection`INSERT INTO bench.seed_set_aside (position, table_name, name, kind, definition)
      VALUES (${position}, ${thing.tableName}, ${thing.name}, ${thing.kind}, ${thing.definition})`;
    await connection.unsafe(
      thing.kind === 'i'
        ? `DROP INDEX "${thing.name}"`
        : `ALTER TABLE ${thing.tableName} DROP CONSTRAINT "${thing.name}"`,
    );
  }
  return things.length;
}

/**
 * Builds everything again, two tables at a time, and takes each thing off the list in the transaction that built it.
 * The exclusion constraints are checked over all rows while they are built: two overlapping claims would end the run here.
 */
export async function putBack(sql: Sql, say: Say): Promise<void> {
  const things = await sql<(Thing & { position: number })[]>`
    SELECT position, table_name AS "tableName", name, kind, definition FROM bench.seed_set_aside ORDER BY position DESC`;
  const own = things.filter((thing) => thing.kind !== 'f');
  const lanes = [
    own.filter((thing) => thing.tableName === 'bookings'),
    own.filter((thing) => thing.tableName !== 'bookings'),
  ];
  await Promise.all(lanes.map((lane) => buildInTurn(sql, lane, say)));
  // A foreign key needs the key at its other end, so these wait for all others.
  await buildInTurn(
    sql,
    things.filter((thing) => thing.kind === 'f'),
    say,
  );
}

async function buildInTurn(sql: Sql, things: readonly (Thing & { position: number })[], say: Say): Promise<void> {
  if (things.length === 0) return;
  const connection = await sql.reserve();
  try {
    for (const thing of things) {
      const startedAt = performance.now();
      await connection`BEGIN`;
      await connection.unsafe(
        thing.kind === 'i'
          ? thing.definition
          : `ALTER TABLE ${thing.tableName} ADD CONSTRAINT "${thing.name}" ${thing.definition}`,
      );
      await connection`DELETE FROM bench.seed_set_aside WHERE position = ${thing.position}`;
      await connection`COMMIT`;
      const seconds = (performance.now() - startedAt) / 1_000;
      if (seconds > 1) say(`built ${thing.name} in ${seconds.toFixed(1)} s`);
    }
  } catch (error) {
    await connection`ROLLBACK`.catch(() => {});
    throw error;
  } finally {
    connection.release();
  }
}
