import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A database of one's own, cloned from the migrated template: for one test file, in `beforeAll`.
 * `drop` in `afterAll` also ends sessions that are still open, so a test that failed half-way leaves nothing.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = new URL(inject('templateUrl'));
  const template = url.pathname.slice(1);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator((sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => asAdministrator((sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
}

async function asAdministrator(run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}
