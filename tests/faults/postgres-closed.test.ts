import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/**
 * What the driver does when the server drops a connection. Unpatched, a write that was waiting ends the process with a TypeError, the
 * connection never writes again, its statements wait for ever, and later statements of the lost transaction run on the new connection,
 * where they commit alone. The patch lies in infra/start/patches.
 */
let database: TestDatabase;
let observer: postgres.Sql;
let pool: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  observer = postgres(database.url, { max: 1 });
  await observer`create table written (id integer primary key)`;
});

afterAll(async () => {
  await observer.end();
  await database.drop();
});

afterEach(() => pool.end({ timeout: 0 }));

function openPool(max: number): postgres.Sql {
  pool = postgres(database.url, { max, backoff: () => 0.01, connection: { application_name: 'to-be-closed' } });
  return pool;
}

async function dropConnections(): Promise<void> {
  await observer`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'to-be-closed' and datname = current_database()`;
}

const settled = (work: Promise<unknown>) =>
  Promise.race([
    work.then(
      () => 'done',
      () => 'failed',
    ),
    sleep(3_000).then(() => 'still waiting'),
  ]);

describe('a connection that the server has closed', () => {
  test('leaves no statement of its transaction to the connection that comes after it', async () => {
    const sql = openPool(1);
    const outcome = settled(
      sql.begin(async (transaction) => {
        await transaction`insert into written values (1)`;
        await dropConnections();
        await sleep(100);
        // Meanwhile somebody else has made the connection anew.
        await sql`select 1`;
        await transaction`insert into written values (2)`;
      }),
    );
    expect(await outcome).toBe('failed');
    await sleep(200);
    expect(await observer`select id from written`).toHaveLength(0);
  });

  test('fails what waits on it and serves again, time after time', async () => {
    const sql = openPool(4);
    let id = 100;
    for (let round = 0; round < 20; round++) {
      const answers = Array.from({ length: 24 }, (_, n) =>
        settled(
          n % 2 === 0
            ? sql`select pg_sleep(0.005)`
            : sql.begin(async (transaction) => {
                await transaction`insert into written values (${id++})`;
                await sleep(n);
                await transaction`select 1`;
              }),
        ),
      );
      await sleep(round);
      await dropConnections();
      expect(await Promise.all(answers)).not.toContain('still waiting');
    }
    expect(await settled(sql`select 1`)).toBe('done');
  });
});
