import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { forgetExpired } from '@guanyi/commands/platform/forget-expired';
import { connect, type Database } from '@guanyi/db/client';
import { instantToText } from '@guanyi/db/columns';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganisation, createPerson, wednesdayMorning } from '../../support/factories/world.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let testDatabase: TestDatabase;
let database: Database;
let userId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 2 });
  ({ userId } = await createPerson(database, await createOrganisation(database, 'university'), 'booker'));
});

afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

const hourMs = 3_600_000;
const ago = (hours: number) => instantToText(wednesdayMorning - hours * hourMs);

async function insertIdempotencyKey(key: string, hours: number): Promise<void> {
  await database.sql`
    INSERT INTO idempotency_keys (user_id, operation, key, request_hash, status, created_at)
    VALUES (${userId}, 'createBooking', ${key}, '', 201, ${ago(hours)})`;
}

async function insertRefreshToken(hash: string, hours: number): Promise<void> {
  await database.sql`
    INSERT INTO refresh_tokens (id, family_id, user_id, token_hash, issued_at, expires_at)
    VALUES (${newId()}, ${newId()}, ${userId}, ${hash}, ${ago(hours + 1)}, ${ago(hours)})`;
}

async function insertEvent(id: string, hours: number | null): Promise<void> {
  const processedAt = hours === null ? null : ago(hours);
  await database.sql`
    INSERT INTO outbox (id, name, aggregate_id, payload, occurred_at, processed_at)
    VALUES (${id}, 'organisation.verified', ${newId()}, '{}', ${ago(10_000)}, ${processedAt})`;
  await database.sql`INSERT INTO outbox_handled (outbox_id, handler, handled_at) VALUES (${id}, 'x', ${ago(10_000)})`;
}

describe('what has served its purpose is forgotten', () => {
  test('and nothing that is still promised', async () => {
    await insertIdempotencyKey('old', 49);
    await insertIdempotencyKey('promised', 24);
    await insertRefreshToken('old', 24 * 8);
    await insertRefreshToken('recent', 24);
    const [oldEvent, recentEvent, openEvent] = [newId(), newId(), newId()];
    await insertEvent(oldEvent, 24 * 31);
    await insertEvent(recentEvent, 24 * 29);
    await insertEvent(openEvent, null);

    const outcome = await execute(database, systemContext(wednesdayMorning), forgetExpired, undefined);

    expect(outcome).toMatchObject({ ok: true, value: { idempotencyKeys: 1, tokens: 1, events: 1 } });
    const keys = await database.sql<{ key: string }[]>`SELECT key FROM idempotency_keys`;
    expect(keys.map((row) => row.key)).toEqual(['promised']);
    const tokens = await database.sql<{ hash: string }[]>`SELECT token_hash AS hash FROM refresh_tokens`;
    expect(tokens.map((row) => row.hash)).toEqual(['recent']);
    const events = await database.sql<{ id: string }[]>`SELECT id FROM outbox`;
    expect(new Set(events.map((row) => row.id))).toEqual(new Set([recentEvent, openEvent]));
    const handled = await database.sql<{ id: string }[]>`SELECT outbox_id AS id FROM outbox_handled`;
    expect(handled).toHaveLength(2);
  });
});
