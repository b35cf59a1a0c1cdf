import { connect, type Database } from '@guanyi/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { createOrganisations, verify } from '../support/factories/verified-organisations.ts';
import { type MailServer, startMailServer, type Verdict } from '../support/mail-server.ts';
import { fullScale } from '../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const size = fullScale
  ? { events: 10_000, organisations: 500, kills: 200, downMs: 600_000, withinMs: 3_600_000 }
  : { events: 120, organisations: 12, kills: 3, downMs: 1_000, withinMs: 20_000 };

let testDatabase: TestDatabase;
let database: Database;
let server: MailServer;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
  server = await startMailServer();
});

afterAll(async () => {
  await server?.stop();
  await database?.close();
  await testDatabase?.drop();
});

/** Refuses 30 of 100, hangs up on 10 more, half of them after it has kept the mail. */
function unreliable(): Verdict {
  const chance = Math.random();
  if (chance < 0.3) return 'refuseForNow';
  if (chance < 0.35) return 'hangUpBefore250';
  if (chance < 0.4) return 'hangUpAfterKeeping';
  return 'accept';
}

async function countOf(status: string): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM deliveries WHERE status = ${status}`;
  return row?.n ?? 0;
}

describe('no notification is lost and none repeated', () => {
  test('while the mail server refuses, hangs up and goes down, and the worker is killed', {
    timeout: size.withinMs * 2,
  }, async () => {
    server.judge(unreliable);
    const organisations = await createOrganisations(database, size.organisations);
    const env = { DATABASE_URL: testDatabase.url, SMTP_URL: server.url };
    let worker = await startWorkerProcess(env);
    const startedAt = performance.now();
    let written = 0;
    for (let kill = 0; kill < size.kills; kill++) {
      const until = Math.ceil(((kill + 1) * size.events) / size.kills);
      while (written < until) await verify(database, organisations[written++ % organisations.length] as string);
      await eventually(
        async () => (await countOf('sent')) >= Math.min((kill * size.events) / size.kills, size.events),
        size,
      );
      await worker.kill();
      if (kill === Math.floor(size.kills / 2)) {
        await server.stop();
        setTimeout(() => server.start(), size.downMs);
      }
      worker = await startWorkerProcess(env);
    }
    await eventually(async () => (await countOf('sent')) === size.events, {
      ...size,
      describe: () => countOf('pending'),
    });
    await worker.kill();

    const logical = new Set(server.received.map((one) => one.messageId));
    expect(logical.size).toBe(size.events);
    const deliveries = await database.sql<{ messageId: string }[]>`SELECT message_id AS "messageId" FROM deliveries`;
    expect(new Set(deliveries.map((one) => one.messageId))).toEqual(logical);
    const [told] = await database.sql`
      SELECT count(*)::int AS n, count(DISTINCT (event_id, user_id))::int AS once FROM notifications`;
    expect(told).toEqual({ n: size.events, once: size.events });
    const bodies = new Map<string, string>();
    for (const { messageId, mail } of server.received) {
      expect(bodies.get(messageId) ?? mail.text).toBe(mail.text);
      bodies.set(messageId, mail.text ?? '');
    }
    console.info(
      `${size.events} events, ${size.kills} kills: 0 lost, ${logical.size} logical messages in ${server.received.length} transmissions, ` +
        `${Math.round(performance.now() - startedAt)} ms`,
    );
  });
});
