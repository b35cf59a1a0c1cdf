import { rateUsage } from '@guanyi/commands/billing/rate-usage';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { createHold } from '@guanyi/commands/scheduling/create-hold';
import { createQuote } from '@guanyi/commands/scheduling/create-quote';
import { approveBooking, declineBooking } from '@guanyi/commands/scheduling/decide-booking';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import type { BookingRequest } from '@guanyi/commands/scheduling/prepare-booking';
import { releaseHold } from '@guanyi/commands/scheduling/release-hold';
import { listCharges } from '@guanyi/db/billing/charges';
import { listUsage } from '@guanyi/db/billing/usage';
import { connect, type Database } from '@guanyi/db/client';
import { findBooking } from '@guanyi/db/scheduling/booking-queries';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  asPerson,
  at,
  createInstrument,
  createWorld,
  type Person,
  type World,
  type WorldOptions,
  wednesdayMorning,
} from '../../support/factories/world.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let testDatabase: TestDatabase;
let database: Database;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 8 });
  world = await createWorld(database);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const day = '2026-12-14';

async function freshInstrument(options: WorldOptions = {}): Promise<string> {
  return createInstrument(database, { labId: world.labId, districtId: world.districtId, ...options });
}

function request(
  instrumentId: string,
  from: string,
  until: string,
  more: Partial<BookingRequest> = {},
): BookingRequest {
  return {
    instrumentId,
    from: at(`${day} ${from}`),
    until: at(`${day} ${until}`),
    purpose: { kind: 'research', text: '' },
    ...more,
  };
}

function book(person: Person, wanted: BookingRequest, now = wednesdayMorning) {
  return execute(database, asPerson(person, now), createBooking, wanted);
}

async function booked(person: Person, wanted: BookingRequest, now = wednesdayMorning): Promise<string> {
  const outcome = await book(person, wanted, now);
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value.id;
}

const everything = systemContext(wednesdayMorning).reach;

describe('a slot that is taken', () => {
  // Every relation that a wanted window can have to a booking from 12 to 15.
  test.each([
    ['11:00', '12:00', true],
    ['15:00', '16:00', true],
    ['11:00', '13:00', false],
    ['14:00', '16:00', false],
    ['11:00', '16:00', false],
    ['13:00', '14:00', false],
    ['12:00', '15:00', false],
    ['12:00', '13:00', false],
    ['14:00', '15:00', false],
    ['12:00', '16:00', false],
    ['11:00', '15:00', false],
    ['10:00', '11:00', true],
    ['16:00', '17:00', true],
  ])('beside 12:00–15:00, %s–%s is accepted: %s', async (from, until, isAccepted) => {
    const instrumentId = await freshInstrument();
    await booked(world.booker, request(instrumentId, '12:00', '15:00'));
    const outcome = await book(world.otherBooker, request(instrumentId, from, until));
    expect(outcome.ok).toBe(isAccepted);
    if (!outcome.ok) expect(outcome.code).toBe('slot-taken');
  });

  test('offers other times of the same length that can then be booked', async () => {
    const instrumentId = await freshInstrument();
    await booked(world.booker, request(instrumentId, '12:00', '15:00'));
    const outcome = await book(world.otherBooker, request(instrumentId, '13:00', '15:00'));
    if (outcome.ok) throw new Error('should be taken');
    const alternatives = outcome.details?.alternatives as { from: string; until: string }[];
    expect(alternatives.length).toBeGreaterThan(0);
    const [nearest] = alternatives;
    const second = await book(world.otherBooker, {
      ...request(instrumentId, '13:00', '15:00'),
      from: Date.parse(nearest!.from),
      until: Date.parse(nearest!.until),
    });
    expect(second.ok).toBe(true);
  });

  test('a pending request occupies, so the second is refused at asking', async () => {
    const instrumentId = await freshInstrument({ approval: 'chain' });
    await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({
      code: 'slot-taken',
    });
  });

  test('set-up and tear-down add up and may touch, never overlap', async () => {
    const instrumentId = await freshInstrument({ rules: { slotMinutes: 15, setupMinutes: 15, teardownMinutes: 30 } });
    await booked(world.booker, request(instrumentId, '10:00', '11:00'));
    expect(await book(world.booker, request(instrumentId, '11:30', '12:00'))).toMatchObject({ code: 'slot-taken' });
    expect(await book(world.booker, request(instrumentId, '11:45', '12:15'))).toMatchObject({ ok: true });
  });
});

describe('a storm', () => {
  test('300 people at once on one free slot: one wins, nobody sees anything but slot-taken', async () => {
    const instrumentId = await freshInstrument();
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        book(i % 2 ? world.booker : world.otherBooker, request(instrumentId, '09:00', '11:00')),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => !outcome.ok).map((outcome) => !outcome.ok && outcome.code))).toEqual(
      new Set(['slot-taken']),
    );
  });

  test('shifted windows over one day: the accepted never overlap and every refused one overlaps an accepted one', async () => {
    const instrumentId = await freshInstrument({ rules: { slotMinutes: 5 } });
    const starts = Array.from({ length: 120 }, (_, i) => at(`${day} 08:00`) + ((i * 37) % 120) * 300_000);
    const outcomes = await Promise.all(
      starts.map(async (from) => ({
        from,
        until: from + 3_600_000,
        outcome: await book(world.booker, {
          ...request(instrumentId, '08:00', '09:00'),
          from,
          until: from + 3_600_000,
        }),
      })),
    );
    const accepted = outcomes.filter((entry) => entry.outcome.ok).sort((a, b) => a.from - b.from);
    expect(accepted.length).toBeGreaterThan(4);
    for (const [i, entry] of accepted.slice(1).entries()) expect(accepted[i]!.until).toBeLessThanOrEqual(entry.from);
    for (const refused of outcomes.filter((entry) => !entry.outcome.ok && entry.outcome.code === 'slot-taken')) {
      expect(accepted.some((entry) => entry.from < refused.until && refused.from < entry.until)).toBe(true);
    }
  });
});

describe('a hold', () => {
  const window = (instrumentId: string) => ({ instrumentId, from: at(`${day} 09:00`), until: at(`${day} 10:00`) });

  test('of another blocks, of oneself is usable, lapsed is free', async () => {
    const instrumentId = await freshInstrument();
    const held = await execute(database, asPerson(world.booker), createHold, window(instrumentId));
    if (!held.ok) throw new Error(held.code);
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({
      code: 'slot-taken',
    });
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00', { holdId: held.value.id }))).toMatchObject({
      ok: true,
    });

    const another = await freshInstrument();
    const lapsing = await execute(database, asPerson(world.booker), createHold, window(another));
    if (!lapsing.ok) throw new Error(lapsing.code);
    const atItsEnd = lapsing.value.releaseAt;
    expect(await book(world.otherBooker, request(another, '09:00', '10:00'), atItsEnd - 1)).toMatchObject({
      code: 'slot-taken',
    });
    expect(await book(world.otherBooker, request(another, '09:00', '10:00'), atItsEnd)).toMatchObject({ ok: true });
  });

  test('is usable by its owner without naming it, and free once released', async () => {
    const instrumentId = await freshInstrument();
    await execute(database, asPerson(world.booker), createHold, window(instrumentId));
    expect(await book(world.booker, request(instrumentId, '09:30', '10:00'))).toMatchObject({ ok: true });
    const second = await freshInstrument();
    const held = await execute(database, asPerson(world.booker), createHold, window(second));
    if (!held.ok) throw new Error(held.code);
    expect(await execute(database, asPerson(world.otherBooker), releaseHold, { holdId: held.value.id })).toMatchObject({
      code: 'not-found',
    });
    expect(await execute(database, asPerson(world.booker), releaseHold, { holdId: held.value.id })).toMatchObject({
      ok: true,
    });
    expect(await book(world.otherBooker, request(second, '09:00', '10:00'))).toMatchObject({ ok: true });
  });

  test('an organisation has five at most, also when it asks for nine at once', async () => {
    const instruments = await Promise.all(Array.from({ length: 9 }, () => freshInstrument()));
    const person = (await createWorld(database)).booker;
    const outcomes = await Promise.all(
      instruments.map((id) => execute(database, asPerson(person), createHold, window(id))),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'too-many-holds')).toHaveLength(4);
  });
});

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
