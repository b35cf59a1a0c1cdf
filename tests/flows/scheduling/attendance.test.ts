import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { appealSuspension, decideSuspension, putStrikePolicy } from '@guanyi/commands/scheduling/change-suspension';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { countStrike } from '@guanyi/commands/scheduling/count-strike';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { warnOfOverruns } from '@guanyi/commands/scheduling/warn-of-overruns';
import { listSuspensions } from '@guanyi/db/scheduling/suspensions';
import { describe, expect, test } from 'vitest';
import {
  book,
  booked,
  database,
  databaseUrl,
  day,
  everything,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../../support/booking-scene.ts';
import { eventually } from '../../support/eventually.ts';
import { asPerson, at, createPerson, type Person, wednesdayMorning } from '../../support/factories/world.ts';
import { runWorker } from '../../support/running-worker.ts';
import { createTestClock } from '../../support/test-clock.ts';

useBookingScene();

const policy = (strikes: number, effectiveFrom = wednesdayMorning) =>
  execute(database, asPerson(world.labManager), putStrikePolicy, {
    ...{ labId: world.labId, strikes, withinDays: 90, suspendDays: 14, effectiveFrom },
  });

/** Books an hour of that Monday and does not come. @returns the instant at which that was known. */
async function miss(person: Person, from: string, until: string): Promise<number> {
  const instrumentId = await freshInstrument({ approval: 'auto' });
  const bookingId = await booked(person, request(instrumentId, from, until));
  const now = at(`${day} ${from}`) + 30 * 60_000;
  await execute(database, systemContext(now), expireDueBookings, { limit: 100 });
  for (let run = 0; run < 2; run++)
    await execute(database, systemContext(now), countStrike, { labId: world.labId, bookingId, at: now });
  return now;
}

const suspensionsOf = async (person: Person) =>
  (await listSuspensions(database, everything, { limit: 50 })).filter(({ userId }) => userId === person.userId);

describe('missed bookings', () => {
  test('suspend after as many as the lab says, each counted once, until their time is over', async () => {
    await policy(2);
    const person = await createPerson(database, world.university, 'booker');
    await miss(person, '08:00', '09:00');
    expect(await suspensionsOf(person)).toEqual([]);
    const now = await miss(person, '10:00', '11:00');
    const [suspension] = await suspensionsOf(person);
    expect(suspension).toMatchObject({ status: 'active', strikes: 2, from: now, until: now + 14 * 86_400_000 });
    const wanted = request(await freshInstrument({ approval: 'auto' }), '18:00', '19:00');
    expect(await book(person, wanted, now)).toMatchObject({
      code: 'suspended',
      details: { suspendedUntil: new Date(now + 14 * 86_400_000).toISOString() },
    });
    const later = { from: wanted.from + 15 * 86_400_000, until: wanted.until + 15 * 86_400_000 };
    expect(await book(person, { ...wanted, ...later }, now + 14 * 86_400_000)).toMatchObject({ ok: true });
    expect(await book(world.booker, wanted, now)).toMatchObject({ ok: true });
  });

  test('are judged by the policy of their time, and never where there is none', async () => {
    await policy(1, at('2027-01-01 00:00'));
    const person = await createPerson(database, world.university, 'booker');
    await miss(person, '08:00', '09:00');
    expect(await suspensionsOf(person)).toEqual([]);
  });

  test('may have had good reasons: the person appeals once, the lab lifts, and booking is open again', async () => {
    await policy(1, wednesdayMorning + 1);
    const person = await createPerson(database, world.university, 'booker');
    const now = await miss(person, '08:00', '09:00');
    const suspensionId = (await suspensionsOf(person))[0]!.id;
    const appeal = (who: Person) =>
      execute(database, asPerson(who, now), appealSuspension, { suspensionId, text: 'typhoon' });
    expect(await appeal(world.booker)).toMatchObject({ code: 'not-found' });
    expect(await appeal(person)).toMatchObject({ ok: true });
    expect(await appeal(person)).toMatchObject({ code: 'state-conflict', details: { currentStatus: 'appealed' } });
    const wanted = request(await freshInstrument({ approval: 'auto' }), '18:00', '19:00');
    expect(await book(person, wanted, now)).toMatchObject({ code: 'suspended' });
    const decide = { suspensionId, decision: 'lift' as const, comment: '' };
    expect(await execute(database, asPerson(world.labManager, now), decideSuspension, decide)).toMatchObject({
      ok: true,
    });
    expect(await book(person, wanted, now)).toMatchObject({ ok: true });
  });
});

describe('a use that goes on beyond its end', () => {
  test('warns the next user once, and nobody where nobody comes soon', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const first = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const next = await booked(world.otherBooker, request(instrumentId, '11:00', '12:00'));
    const alone = await freshInstrument({ approval: 'auto' });
    const lonely = await booked(world.booker, request(alone, '09:00', '10:00'));
    for (const bookingId of [first, lonely])
      await execute(database, asPerson(world.keeper, at(`${day} 09:00`)), checkIn, { bookingId });
    const sweep = (now: number) => execute(database, systemContext(now), warnOfOverruns, { limit: 100 });
    expect(await sweep(at(`${day} 09:59`))).toMatchObject({ value: { found: 0 } });
    expect(await sweep(at(`${day} 10:00`))).toMatchObject({ value: { found: 1 } });
    expect(await sweep(at(`${day} 10:05`))).toMatchObject({ value: { found: 0 } });
    const events =
      await database.sql`SELECT payload FROM outbox WHERE name = 'booking.overrun' AND aggregate_id = ${first}`;
    expect(events).toMatchObject([{ payload: { bookingId: first, nextBookingId: next } }]);
  });
});

async function toldOf(bookingId: string): Promise<string[]> {
  const rows = await database.sql<{ kind: string }[]>`
    SELECT kind FROM notifications WHERE payload->>'bookingId' = ${bookingId} ORDER BY kind`;
  return rows.map(({ kind }) => kind);
}

describe('the worker', () => {
  test('finds what it missed while it was down, tells booker and keeper once, and counts the strike', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const person = await createPerson(database, world.university, 'booker');
    const bookingId = await booked(person, request(instrumentId, '13:00', '15:00'));
    const clock = createTestClock(at(`${day} 14:31`));
    const worker = await runWorker(databaseUrl, { clock });
    try {
      await eventually(async () => {
        const strikes = await database.sql`SELECT FROM strikes WHERE booking_id = ${bookingId}`;
        return strikes.length === 1 && (await toldOf(bookingId)).includes('bookingMissed');
      });
      expect((await toldOf(bookingId)).filter((kind) => kind.endsWith('NoShow') || kind.endsWith('Missed'))).toEqual([
        'bookingMissed',
        'bookingNoShow',
      ]);
    } finally {
      await worker.stop();
    }
  });
});
