import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Database } from '@guanyi/db/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfBooks } from '../support/books.ts';
import { createOrganisation } from '../support/factories/world.ts';
import { startReporting } from '../support/killable-process.ts';
import { fullScale } from '../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const kills = fullScale ? 100 : 6;

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test(
  'books that two processes move at random balance after every kill, and no account is below its floor',
  async () => {
    const districtId = await createOrganisation(database, 'customsDistrict');
    const customers = await Promise.all([1, 2, 3].map(() => createOrganisation(database, 'enterprise')));
    const env = { DATABASE_URL: testDatabase.url, DISTRICT_ID: districtId, CUSTOMER_IDS: customers.join(',') };
    for (let kill = 0; kill < kills; kill += 1) {
      const movers = await Promise.all([1, 2].map(() => startReporting('tests/support/ledger-program.ts', env)));
      await sleep(200 + Math.random() * 400);
      expect(await faultsOfBooks(database)).toEqual([]);
      await Promise.all(movers.map((mover) => mover.kill()));
      expect(await faultsOfBooks(database)).toEqual([]);
    }
    const [row] = await database.sql<{ transfers: number }[]>`SELECT count(*)::int AS transfers FROM transfers`;
    console.log(`${kills * 2} kills, ${row?.transfers} transfers: balanced throughout`);
    expect(row?.transfers).toBeGreaterThan(kills * 10);
  },
  fullScale ? 1_200_000 : 120_000,
);
