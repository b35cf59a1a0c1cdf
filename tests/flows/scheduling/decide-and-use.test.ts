import { rateUsage } from '@guanyi/commands/billing/rate-usage';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { createQuote } from '@guanyi/commands/scheduling/create-quote';
import { approveBooking, declineBooking } from '@guanyi/commands/scheduling/decide-booking';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { listCharges } from '@guanyi/db/billing/charges';
import { listUsage } from '@guanyi/db/billing/usage';
import { findBooking } from '@guanyi/db/scheduling/booking-queries';
import { claimsOf } from '@guanyi/db/scheduling/claims';
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
import { asPerson, at, createWorld, wednesdayMorning } from '../../support/factories/world.ts';

useBookingScene();

describe('decisions', () => {
  test('a request that nobody decides expires by itself, frees the slot and costs nothing', async () => {
    const instrumentId = await freshInstrument();
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const deadline = wednesdayMorning + 48 * 3_600_000;
    const free = await book(world.otherBooker, request(instrumentId, '09:00', '10:00'), deadline);
    expect(free).toMatchObject({ ok: true });
    const expired = await findBooking(database, everything, bookingId);
    expect(expired).toMatchObject({ status: 'expired', cancellationFeeFen: null });

    const other = await freshInstrument();
    const swept = await booked(world.booker, request(other, '09:00', '10:00'));
    await execute(database, systemContext(deadline), expireDueBookings, { limit: 100 });
    expect(await findBooking(database, everything, swept)).toMatchObject({ status: 'expired' });
    expect(await claimsOf(database, [other], { from: at(`${day} 00:00`), until: at(`${day} 23:00`) })).toEqual([]);
  });

  test('of two who decide at the same moment one wins and the other learns the state', async () => {
    for (const [first, second] of [
      [approveBooking, approveBooking],
      [approveBooking, declineBooking],
      [approveBooking, cancelBooking],
      [declineBooking, cancelBooking],
    ] as const) {
      const instrumentId = await freshInstrument();
      const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
      const outcomes = await Promise.all([
        execute(database, asPerson(world.labManager), first, { bookingId, reason: 'a' }),
        execute(database, asPerson(second === cancelBooking ? world.booker : world.labManager), second, {
          bookingId,
          reason: 'b',
        }),
      ]);
      const winners = outcomes.filter((outcome) => outcome.ok).length;
      // A cancellation that follows an approval is legal, so that pair may end with two steps, one after the other.
      expect(winners).toBeGreaterThanOrEqual(1);
      const view = await findBooking(database, everything, bookingId);
      expect(view!.history.length).toBe(winners + 1);
      for (const loser of outcomes.filter((outcome) => !outcome.ok)) {
        expect(loser).toMatchObject({ code: 'state-conflict', details: { currentStatus: view!.status } });
      }
    }
  });

  test('another lab and another customer find nothing to decide or cancel', async () => {
    const bookingId = await booked(world.booker, request(await freshInstrument(), '09:00', '10:00'));
    const stranger = await createWorld(database);
    expect(await execute(database, asPerson(stranger.labManager), approveBooking, { bookingId })).toMatchObject({
      code: 'not-found',
    });
    expect(await execute(database, asPerson(world.otherBooker), cancelBooking, { bookingId })).toMatchObject({
      code: 'not-found',
    });
  });

  test.each([
    ['48 hours before', -48 * 3_600_000, 0],
    ['exactly 24 hours before', -24 * 3_600_000, 0],
    ['a millisecond later', -24 * 3_600_000 + 1, 4_575],
    ['a minute later', -24 * 3_600_000 + 60_000, 4_575],
  ])('cancelled %s the fee is %i ms → %i fen', async (_name, beforeMs, feeFen) => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const now = at(`${day} 09:00`) + beforeMs;
    await execute(database, asPerson(world.booker, now), cancelBooking, { bookingId, reason: '' });
    expect(await findBooking(database, everything, bookingId)).toMatchObject({
      status: 'cancelled',
      cancellationFeeFen: feeFen,
    });
    const charges = await listCharges(database, everything, { bookingId, limit: 10 });
    expect(charges.map((charge) => [charge.kind, charge.totalFen, charge.taxFen])).toEqual(
      feeFen ? [['cancellation', 4_575, 0]] : [],
    );
  });
});

describe('use', () => {
  test('an early check-out frees the rest at once, and the bill of a booking used as booked equals the quote', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const wanted = request(instrumentId, '09:00', '12:00');
    const quoted = await execute(database, asPerson(world.booker), createQuote, {
      instrumentId,
      span: { from: wanted.from, until: wanted.until },
      form: 'machineTime',
      serviceWay: 'selfOperated',
    });
    if (!quoted.ok) throw new Error(quoted.code);
    const bookingId = await booked(world.booker, { ...wanted, quoteId: quoted.value.quote.id });
    await execute(database, asPerson(world.keeper, at(`${day} 09:00`)), checkIn, { bookingId });
    const early = at(`${day} 10:00`);
    expect(await execute(database, asPerson(world.keeper, early), checkOut, { bookingId })).toMatchObject({ ok: true });
    expect(await book(world.otherBooker, request(instrumentId, '10:00', '12:00'), early)).toMatchObject({ ok: true });

    const [usage] = await listUsage(database, everything, { bookingId, limit: 10 });
    for (let run = 0; run < 2; run++) {
      await execute(database, systemContext(early), rateUsage, { labId: world.labId, usageRecordId: usage!.id });
    }
    const charges = await listCharges(database, everything, { bookingId, limit: 10 });
    expect(charges).toHaveLength(1);
    expect(charges[0]).toMatchObject({
      kind: 'usage',
      subtotalFen: 18_000,
      taxFen: 1_080,
      totalFen: quoted.value.quote.totalFen,
    });
  });

  test('the price is never guessed: without a policy the quote is refused', async () => {
    const instrumentId = await freshInstrument();
    await database.sql`DELETE FROM price_policies WHERE instrument_id = ${instrumentId} AND price_group = 'academic'`;
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00'))).toMatchObject({ code: 'price-missing' });
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({ ok: true });
  });

  test('a quote is good for its window until the instant it expires', async () => {
    const instrumentId = await freshInstrument();
    const wanted = request(instrumentId, '09:00', '10:00');
    const quoted = await execute(database, asPerson(world.booker), createQuote, {
      instrumentId,
      span: { from: wanted.from, until: wanted.until },
      form: 'machineTime',
      serviceWay: 'guided',
    });
    if (!quoted.ok) throw new Error(quoted.code);
    const quoteId = quoted.value.quote.id;
    expect(await book(world.booker, { ...request(instrumentId, '09:00', '11:00'), quoteId })).toMatchObject({
      code: 'quote-mismatch',
    });
    expect(await book(world.otherBooker, { ...wanted, quoteId })).toMatchObject({ code: 'not-found' });
    expect(await book(world.booker, { ...wanted, quoteId }, quoted.value.quote.expiresAt)).toMatchObject({
      code: 'quote-expired',
    });
    const bookingId = await booked(world.booker, { ...wanted, quoteId }, quoted.value.quote.expiresAt - 1);
    expect(await findBooking(database, everything, bookingId)).toMatchObject({ serviceWay: 'guided' });
  });
});
