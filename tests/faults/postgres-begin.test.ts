import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/**
 * The driver sends statements ahead without waiting for answers. Unpatched, it forgets to reserve the connection when BEGIN is the statement
 * that fills the pipeline: the transaction stays open, later statements of others run inside it, are acknowledged, and are lost.
 * The patch lies in infra/start/patches.
 */
let database: TestDatabase;
let observer: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  observer = postgres(database.url, { max: 1 });
  await observer`create table acknowledged (id integer primary key)`;
});

afterAll(async () => {
  await observer.end();
  await database.drop();
});

let pool: postgres.Sql;

function openPool(options: { max: number; max_pipeline?: number }): postgres.Sql {
  pool = postgres(database.url, options);
  return pool;
}

beforeEach(() => observer`truncate acknowledged`);
afterEach(() => pool.end({ timeout: 0 }));

const settled = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  );

async function openTransactions(): Promise<number> {
  const [row] = await observer`select count(*)::int as n from pg_stat_activity
    where state like 'idle in transaction%' and datname = current_database()`;
  return row?.n;
}

describe('a transaction that begins on a full pipeline', () => {
  // The default pipeline takes 100 statements; the numbers around it are those where BEGIN is the last that fits.
  test.each([98, 99, 100])('loses no acknowledged row behind %i queued statements', async (queued) => {
    const sql = openPool({ max: 1 });
    const insert = (id: number) => settled(sql`insert into acknowledged values (${id})`);
    await insert(0);
    const answers = [settled(sql`select pg_sleep(0.05)`)];
    for (let id = 1; id <= queued; id += 1) answers.push(insert(id));
    const rolledBack = settled(
      sql.begin(async (transaction) => {
        await transaction`insert into acknowledged values (-1)`;
        throw new Error('rolled back on purpose');
      }),
    );
    for (let id = 1001; id <= 1005; id += 1) answers.push(insert(id));

    expect(await rolledBack).toBe('rolled back on purpose');
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['done']));
    const [kept] = await observer`select count(*)::int as n, min(id) as smallest from acknowledged`;
    expect(kept).toEqual({ n: 1 + queued + 5, smallest: 0 });
    expect(await openTransactions()).toBe(0);
  });

  test('is not refused when several begin while every connection of the pool is full', async () => {
    const sql = openPool({ max: 3, max_pipeline: 2 });
    const answers = [1, 2, 3].map(() => settled(sql`select pg_sleep(0.1)`));
    for (let id = 1; id <= 6; id += 1) answers.push(settled(sql`insert into acknowledged values (${id})`));
    for (let id = 101; id <= 105; id += 1) {
      answers.push(settled(sql.begin((transaction) => transaction`insert into acknowledged values (${id})`)));
    }

    expect(new Set(await Promise.all(answers))).toEqual(new Set(['done']));
    expect(await openTransactions()).toBe(0);
  });
});
