import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { rescheduleBooking } from '@guanyi/commands/scheduling/reschedule-booking';
import { transferBooking } from '@guanyi/commands/scheduling/transfer-booking';
import { listUsage } from '@guanyi/db/billing/usage';
import { findBooking, listBookings } from '@guanyi/db/scheduling/booking-queries';
import { describe, expect, test } from 'vitest';
import {
  book,
  booked,
  database,
  day,
  everything,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../../support/booking-scene.ts';
import { asPerson, at, createPerson, wednesdayMorning } from '../../support/factories/world.ts';

useBookingScene();

const move = (bookingId: string, from: string, until: string, now = wednesdayMorning, ifMatch?: number) =>
  execute(database, asPerson(world.booker, now), rescheduleBooking, {
    bookingId,
    from: at(`${day} ${from}`),
    until: at(`${day} ${until}`),
    ifMatch,
  });
const seen = async (bookingId: string) => (await findBooking(database, everything, bookingId))!;

describe('moving a booking', () => {
  test('takes the new time, frees the old one and decides the price anew (R28)', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    expect(await move(bookingId, '13:00', '15:00')).toMatchObject({ ok: true });
    expect(await seen(bookingId)).toMatchObject({
      status: 'confirmed',
      from: at(`${day} 13:00`),
      quotedSubtotalFen: 12_000,
      quotedTotalFen: 12_720,
    });
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({ ok: true });
    expect(await book(world.otherBooker, request(instrumentId, '14:00', '16:00'))).toMatchObject({
      code: 'slot-taken',
    });
  });

  test('may overlap its own old time, buffers and all', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: { setupMinutes: 30, teardownMinutes: 30 } });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '11:00'));
    expect(await move(bookingId, '10:00', '12:00')).toMatchObject({ ok: true });
  });

  test('onto a taken time is refused, with other times, and the old slot is untouched', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    await booked(world.otherBooker, request(instrumentId, '13:00', '14:00'));
    const before = await seen(bookingId);
    const refused = await move(bookingId, '13:00', '14:00');
    const offered = { instrumentId, from: expect.any(String), until: expect.any(String) };
    expect(refused).toMatchObject({
      code: 'slot-taken',
      details: { alternatives: expect.arrayContaining([offered]) },
    });
    expect(await seen(bookingId)).toEqual(before);
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({
      code: 'slot-taken',
    });
  });

  test('obeys the lead time at the old start and at the new one', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: { leadMinutes: 120 } });
    const bookingId = await booked(world.booker, request(instrumentId, '12:00', '13:00'));
    expect(await move(bookingId, '15:00', '16:00', at(`${day} 10:01`))).toMatchObject({ code: 'too-soon' });
    expect(await move(bookingId, '11:00', '12:00', at(`${day} 09:30`))).toMatchObject({ code: 'too-soon' });
    expect(await move(bookingId, '15:00', '16:00', at(`${day} 10:00`))).toMatchObject({ ok: true });
  });

  test.each([
    ['07:00', '08:00', 'outside-open-hours'],
    ['10:10', '11:10', 'off-grid'],
    ['10:00', '19:00', 'too-long'],
  ])('to %s–%s is judged like a new booking: %s', async (from, until, code) => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '12:00', '13:00'));
    expect(await move(bookingId, from, until)).toMatchObject({ code });
  });

  test('keeps a request a request, which then lapses by its new start', async () => {
    const instrumentId = await freshInstrument();
    const now = at(`${day} 08:00`) - 86_400_000;
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'), now);
    expect(await move(bookingId, '15:00', '16:00', now)).toMatchObject({ ok: true });
    expect(await seen(bookingId)).toMatchObject({ status: 'pendingApproval', approvalDeadline: at(`${day} 15:00`) });
  });

  test('on stale knowledge, by a stranger, or of what is over is refused', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    expect(await move(bookingId, '10:00', '11:00', wednesdayMorning, 7)).toMatchObject({ code: 'version-mismatch' });
    const window = { from: at(`${day} 10:00`), until: at(`${day} 11:00`) };
    expect(
      await execute(database, asPerson(world.otherBooker), rescheduleBooking, { bookingId, ...window }),
    ).toMatchObject({ code: 'not-found' });
    await execute(database, asPerson(world.keeper, at(`${day} 09:00`)), checkIn, { bookingId });
    expect(await move(bookingId, '10:00', '11:00', at(`${day} 09:10`))).toMatchObject({
      code: 'state-conflict',
      details: { currentStatus: 'inUse' },
    });
  });

  test('two that swap places at the same moment both end where they can be, and nobody sees a deadlock', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const [a, b] = [
      await booked(world.booker, request(instrumentId, '09:00', '10:00')),
      await booked(world.booker, request(instrumentId, '10:00', '11:00')),
    ];
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.all([
        move(a, round % 2 ? '09:00' : '10:00', round % 2 ? '10:00' : '11:00'),
        move(b, round % 2 ? '10:00' : '09:00', round % 2 ? '11:00' : '10:00'),
      ]);
      for (const outcome of outcomes) if (!outcome.ok) expect(outcome.code).toBe('slot-taken');
    }
  });
});

describe('handing a booking to a colleague', () => {
  test('gives it to a member of the same customer who is qualified, and to nobody else', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: { qualificationIds: ['icp-ms'] } });
    const [expert, novice] = [
      await createPerson(database, world.university, 'booker'),
      await createPerson(database, world.university, 'booker'),
    ];
    for (const userId of [world.booker.userId, expert.userId]) {
      await database.sql`
        INSERT INTO qualifications (lab_id, id, district_id, user_id, instrument_id, granted_by)
        VALUES (${world.labId}, gen_random_uuid(), ${world.districtId}, ${userId}, ${instrumentId}, ${world.labManager.userId})`;
    }
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const give = (userId: string) => execute(database, asPerson(world.booker), transferBooking, { bookingId, userId });
    expect(await give(novice.userId)).toMatchObject({ code: 'not-qualified' });
    expect(await give(world.otherBooker.userId)).toMatchObject({ code: 'colleague-unknown' });
    expect(await give(expert.userId)).toMatchObject({ ok: true });
    expect(await seen(bookingId)).toMatchObject({ userId: expert.userId, status: 'confirmed', quotedTotalFen: 6_360 });
  });
});

describe('a booking that nobody comes for', () => {
  test('reads as a no-show at once, is free for others, and every missed one is found however late', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const first = await booked(world.booker, request(instrumentId, '09:00', '11:00'));
    const second = await booked(world.booker, request(instrumentId, '12:00', '13:00'));
    const missed = at(`${day} 09:30`);
    expect(
      (
        await listBookings(database, everything, {
          instrumentId,
          status: ['noShow'],
          now: missed - 1,
          sort: 'earliest',
          limit: 5,
        })
      ).length,
    ).toBe(0);
    expect(
      (
        await listBookings(database, everything, {
          instrumentId,
          status: ['noShow'],
          now: missed,
          sort: 'earliest',
          limit: 5,
        })
      ).length,
    ).toBe(1);
    expect(await book(world.otherBooker, request(instrumentId, '10:00', '11:00'), missed)).toMatchObject({ ok: true });
    expect(await seen(first)).toMatchObject({ status: 'noShow' });
    await execute(database, systemContext(at(`${day} 14:00`)), expireDueBookings, { limit: 100 });
    expect(await seen(second)).toMatchObject({ status: 'noShow' });
    const events =
      await database.sql`SELECT payload FROM outbox WHERE name = 'booking.noShow' AND aggregate_id = ANY(${[first, second]}::uuid[])`;
    expect(events).toHaveLength(2);
  });

  test('is not missed when somebody told of its use', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    await database.sql`
      INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, booking_id, source, source_id, from_at, until_at, service_way, status)
      VALUES (${world.labId}, gen_random_uuid(), ${instrumentId}, ${world.districtId}, ${world.university}, ${bookingId}, 'meter', ${bookingId},
        ${new Date(at(`${day} 09:00`)).toISOString()}, ${new Date(at(`${day} 09:20`)).toISOString()}, 'selfOperated', 'recorded')`;
    await execute(database, systemContext(at(`${day} 12:00`)), expireDueBookings, { limit: 100 });
    expect(await seen(bookingId)).toMatchObject({ status: 'confirmed' });
  });
});

describe('a use that nobody checks out', () => {
  test('does not keep the next from starting and becomes a problem without end and without price', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const first = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const next = await booked(world.otherBooker, request(instrumentId, '10:00', '11:00'));
    await execute(database, asPerson(world.keeper, at(`${day} 09:00`)), checkIn, { bookingId: first });
    const now = at(`${day} 10:05`);
    expect(await execute(database, asPerson(world.keeper, now), checkIn, { bookingId: next })).toMatchObject({
      ok: true,
    });
    expect(await seen(first)).toMatchObject({ status: 'completed', checkedOutAt: null });
    const usage = await listUsage(database, everything, { bookingId: first, limit: 5 });
    expect(usage).toMatchObject([{ status: 'problem', problem: 'missing-end', until: null, chargeId: null }]);
    const events =
      await database.sql`SELECT name FROM outbox WHERE aggregate_id = ${first} AND name = 'booking.unended'`;
    expect(events).toHaveLength(1);
    expect(await execute(database, asPerson(world.keeper, now), checkOut, { bookingId: first })).toMatchObject({
      code: 'state-conflict',
    });
  });
});
