import { execute } from '@guanyi/commands/execute';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { approveBooking } from '@guanyi/commands/scheduling/decide-booking';
import { connect, type Database } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { asPerson, at, createWorld, type World, wednesdayMorning } from '../../support/factories/world.ts';
import { type MailServer, type ReceivedMail, startMailServer } from '../../support/mail-server.ts';
import { runWorker, type WorkerInTest } from '../../support/running-worker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let testDatabase: TestDatabase;
let database: Database;
let world: World;
let server: MailServer;
let worker: WorkerInTest;
let now = wednesdayMorning;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
  world = await createWorld(database);
  await database.sql`UPDATE users SET locale = 'en' WHERE id = ${world.booker.userId}`;
  server = await startMailServer();
  worker = await runWorker(testDatabase.url, { smtpUrl: server.url, clock: { now: () => now } });
});

afterAll(async () => {
  await worker?.stop();
  await server?.stop();
  await database?.close();
  await testDatabase?.drop();
});

beforeEach(() => {
  server.received.length = 0;
  server.judge(() => 'accept');
});

async function book(from: string, until: string): Promise<string> {
  const request = {
    instrumentId: world.instrumentId,
    from: at(`2026-12-14 ${from}`),
    until: at(`2026-12-14 ${until}`),
    purpose: { kind: 'research', text: 'Heavy metals in oysters' },
  };
  const outcome = await execute(database, asPerson(world.booker, now), createBooking, request);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.id;
}

function mailTo(email: string, subject: RegExp): Promise<ReceivedMail> {
  return eventually(
    () => server.received.find((one) => one.recipient === email && subject.test(one.mail.subject ?? '')),
    { describe: () => server.received.map((one) => [one.recipient, one.mail.subject]) },
  );
}

async function deliveryTo(userId: string, status: string) {
  return eventually(async () => {
    const [row] = await database.sql<{ status: string; attempts: number; lastError: string | null }[]>`
      SELECT status, attempts, last_error AS "lastError" FROM deliveries
      WHERE user_id = ${userId} AND status = ${status} ORDER BY created_at DESC LIMIT 1`;
    return row;
  });
}

async function verifyOrganisationOf(email: string): Promise<{ userId: string; eventId: string }> {
  const userId = newId();
  const { university } = world;
  await database.sql`INSERT INTO users (id, email, display_name) VALUES (${userId}, ${email}, '张三')`;
  await database.sql`
    INSERT INTO memberships (id, user_id, organisation_id, role) VALUES (${newId()}, ${userId}, ${university}, 'orgAdmin')`;
  await database.begin((tx) =>
    append(tx, {
      name: 'organisation.verified',
      labId: null,
      aggregateId: university,
      payload: { organisationId: university },
      occurredAt: now,
    }),
  );
  const eventId = await eventually(async () => {
    const [row] = await database.sql<
      { id: string }[]
    >`SELECT event_id AS id FROM notifications WHERE user_id = ${userId}`;
    return row?.id;
  });
  return { userId, eventId };
}

describe('people hear what happens to a booking', () => {
  test('a request reaches the booker in English and the lab in Chinese, as text and as HTML', async () => {
    const bookingId = await book('09:00', '11:00');
    const toBooker = await mailTo(world.booker.email, /Request sent: ICP mass spectrometer/);
    const toManager = await mailTo(world.labManager.email, /待审批的预约：电感耦合等离子体质谱仪/);
    await mailTo(world.keeper.email, /待审批的预约/);
    expect(toBooker.mail.text).toContain('2026-12-14 09:00–11:00 (Asia/Shanghai)');
    expect(toBooker.mail.text).toContain(`http://127.0.0.1:4100/bookings/${bookingId}`);
    expect(toBooker.mail.html).toContain('<html lang="en">');
    expect(toBooker.mail.html).toContain(`/bookings/${bookingId}`);
    expect(toManager.mail.text).toContain('请在');
    expect(toManager.mail.html).toContain('<html lang="zh-CN">');
    expect(toBooker.messageId).toMatch(/^<[0-9a-f-]{36}@guanyi\.test>$/);
    expect(toBooker.mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(server.received.map((one) => one.recipient)).not.toContain(world.otherBooker.email);
  });

  test('from approval over use to the charge, everybody concerned is told once', async () => {
    const bookingId = await book('13:00', '15:00');
    expect((await execute(database, asPerson(world.labManager, now), approveBooking, { bookingId })).ok).toBe(true);
    const confirmed = await mailTo(world.booker.email, /Booking confirmed/);
    expect(confirmed.raw).toMatch(/content-type: text\/calendar; charset=utf-8; method=REQUEST/i);
    const invitation = confirmed.mail.attachments.find((part) => part.contentType === 'text/calendar');
    expect(invitation?.content.toString('utf8')).toContain(`UID:${bookingId}@guanyi`);
    const planned = await mailTo(world.keeper.email, /新的已确认预约/);
    expect(planned.mail.attachments).toEqual([]);
    now = at('2026-12-14 13:00');
    expect((await execute(database, asPerson(world.keeper, now), checkIn, { bookingId })).ok).toBe(true);
    now = at('2026-12-14 15:00');
    expect((await execute(database, asPerson(world.keeper, now), checkOut, { bookingId })).ok).toBe(true);
    await mailTo(world.booker.email, /Use finished/);
    const charge = await mailTo(world.booker.email, /New charge: ¥127\.20/);
    expect(charge.mail.text).toContain('owes ¥127.20, tax included');
    await mailTo(world.finance.email, /新的应收费用/);
    expect(server.received.filter((one) => /待审批/.test(one.mail.subject ?? '')).length).toBeLessThanOrEqual(2);
    const ids = server.received.map((one) => one.messageId);
    expect(new Set(ids).size).toBe(ids.length);
    now = wednesdayMorning;
  });

  test('a request that nobody decides expires by itself and both sides hear of it', async () => {
    await book('16:00', '17:00');
    now = wednesdayMorning + 49 * 3_600_000;
    await mailTo(world.booker.email, /Request lapsed/);
    await mailTo(world.labManager.email, /申请逾期未审批/);
    now = wednesdayMorning;
  });
});

describe('a mail goes out once and for sure', () => {
  test('attempts after a temporary refusal are the same message', async () => {
    let refusals = 3;
    const seen: string[] = [];
    server.judge((recipient) => {
      // Mails of what happened before may still be on their way; they are not what this is about.
      if (recipient !== 'retry@example.test') return 'accept';
      seen.push(recipient);
      refusals -= 1;
      return refusals === 1 ? 'hangUpAfterKeeping' : refusals >= 0 ? 'refuseForNow' : 'accept';
    });
    await verifyOrganisationOf('retry@example.test');
    await eventually(() => server.received.filter((one) => one.recipient === 'retry@example.test').length === 2);
    const kept = server.received.filter((one) => one.recipient === 'retry@example.test');
    expect(seen.length).toBeGreaterThanOrEqual(4);
    expect(kept[0]?.messageId).toBe(kept[1]?.messageId);
    const bodyOf = (one: ReceivedMail | undefined) => [one?.mail.text, one?.mail.html, one?.mail.subject];
    expect(bodyOf(kept[0])).toEqual(bodyOf(kept[1]));
  });

  test('a final refusal becomes a dead letter that says why', async () => {
    server.judge((recipient) => (recipient === 'gone@example.test' ? 'refuseForEver' : 'accept'));
    const { userId } = await verifyOrganisationOf('gone@example.test');
    const delivery = await deliveryTo(userId, 'dead');
    expect(delivery).toMatchObject({ status: 'dead', attempts: 1 });
    expect(delivery.lastError).toContain('550');
  });

  test('an address that could smuggle a header never reaches the mailer', async () => {
    const { userId } = await verifyOrganisationOf('x@example.test\r\nbcc: victim@example.test');
    expect((await deliveryTo(userId, 'dead')).lastError).toContain('address');
    expect(server.received.filter((one) => one.recipient.includes('victim'))).toEqual([]);
  });

  test('an invitation carries its token in the mail, and nowhere once it is out', async () => {
    const userId = newId();
    const email = 'invited@example.test';
    await database.sql`INSERT INTO users (id, email, display_name, status) VALUES (${userId}, ${email}, '', 'invited')`;
    await database.begin((tx) =>
      append(tx, {
        name: 'member.invited',
        labId: null,
        aggregateId: userId,
        payload: {
          organisationId: world.university,
          membershipId: newId(),
          userId,
          token: 'one-time-secret',
          expiresAt: now + 86_400_000,
        },
        occurredAt: now,
      }),
    );
    const invitation = await mailTo(email, /邀请您加入关仪共享/);
    expect(invitation.mail.text).toContain('/invitations/accept?token=one-time-secret');
    await deliveryTo(userId, 'sent');
    const left = await database.sql`
      SELECT 1 FROM outbox WHERE payload::text LIKE '%one-time-secret%'
      UNION ALL SELECT 1 FROM deliveries WHERE payload::text LIKE '%one-time-secret%'
      UNION ALL SELECT 1 FROM notifications WHERE payload::text LIKE '%one-time-secret%'`;
    expect(left).toHaveLength(0);
  });
});
