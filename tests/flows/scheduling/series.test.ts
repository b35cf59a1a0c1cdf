import { execute } from '@guanyi/commands/execute';
import { cancelSeries, rescheduleSeries } from '@guanyi/commands/scheduling/change-series';
import { createSeries, type NewSeries } from '@guanyi/commands/scheduling/create-series';
import { previewSeries } from '@guanyi/commands/scheduling/plan-series';
import { listBookings } from '@guanyi/db/scheduling/booking-queries';
import { minutesOfDayAt } from '@guanyi/domain/kernel/local-time';
import { describe, expect, test } from 'vitest';
import {
  booked,
  database,
  day,
  everything,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../../support/booking-scene.ts';
import { asPerson, at, createInstrument, createLab, wednesdayMorning } from '../../support/factories/world.ts';

useBookingScene();

const weekMs = 7 * 86_400_000;

function series(instrumentId: string, rrule: string, more: Partial<NewSeries> = {}): NewSeries {
  return { ...request(instrumentId, '09:00', '11:00'), rrule, onConflict: 'fail', ...more };
}

const ask = (wanted: NewSeries, now = wednesdayMorning) =>
  execute(database, asPerson(world.booker, now), createSeries, wanted);

async function made(wanted: NewSeries) {
  const outcome = await ask(wanted);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

const bookingsOf = (instrumentId: string) =>
  listBookings(database, everything, { instrumentId, now: wednesdayMorning, sort: 'earliest', limit: 100 });

describe('a series', () => {
  test('books every occurrence, each with its own price (R29)', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', policy: { minimumFen: 20_000 } });
    const { occurrences, id } = await made(series(instrumentId, 'FREQ=WEEKLY;COUNT=4'));
    expect(occurrences.map(({ from, status }) => [from, status])).toEqual(
      [0, 1, 2, 3].map((week) => [at(`${day} 09:00`) + week * weekMs, 'booked']),
    );
    const bookings = await bookingsOf(instrumentId);
    expect(bookings.map(({ seriesId, quotedSubtotalFen }) => [seriesId, quotedSubtotalFen])).toEqual(
      Array(4).fill([id, 20_000]),
    );
  });

  test('with a clash is refused whole and names the clash, or skips it and books the others', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const clash = { from: at(`${day} 10:00`) + weekMs, until: at(`${day} 12:00`) + weekMs };
    await booked(world.otherBooker, { ...request(instrumentId, '10:00', '12:00'), ...clash });
    const refused = await ask(series(instrumentId, 'FREQ=WEEKLY;COUNT=3'));
    const second = new Date(at(`${day} 09:00`) + weekMs).toISOString();
    expect(refused).toMatchObject({ code: 'slot-taken', details: { clashes: [{ from: second }] } });
    expect(await bookingsOf(instrumentId)).toHaveLength(1);
    const { occurrences } = await made(series(instrumentId, 'FREQ=WEEKLY;COUNT=3', { onConflict: 'skip' }));
    expect(occurrences.map(({ status, code }) => [status, code])).toEqual([
      ['booked', undefined],
      ['skipped', 'slot-taken'],
      ['booked', undefined],
    ]);
  });

  test('that meets a holiday says so, occurrence by occurrence, before and when it is booked', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: { closedOnHolidays: true } });
    await database.sql`INSERT INTO calendar_years (year, is_published) VALUES (2026, true) ON CONFLICT (year) DO UPDATE SET is_published = true`;
    await database.sql`
      INSERT INTO calendar_days (day, is_off_day, name) VALUES ('2026-12-21', true, '假') ON CONFLICT (day) DO UPDATE SET is_off_day = true`;
    const wanted = series(instrumentId, 'FREQ=WEEKLY;COUNT=3');
    const foreseen = await execute(database, asPerson(world.booker), previewSeries, wanted);
    expect(
      foreseen.ok && foreseen.value.occurrences.map(({ status, code, totalFen }) => [status, code, totalFen]),
    ).toEqual([
      ['free', undefined, 12_720],
      ['refused', 'outside-open-hours', undefined],
      ['free', undefined, 12_720],
    ]);
    expect(await ask(wanted)).toMatchObject({ code: 'outside-open-hours' });
    const { occurrences } = await made({ ...wanted, onConflict: 'skip' });
    expect(occurrences.map(({ status }) => status)).toEqual(['booked', 'refused', 'booked']);
    await database.sql`DELETE FROM calendar_days WHERE day = '2026-12-21'`;
  });

  test('stays at nine o’clock where the clocks change in between', async () => {
    const labId = await createLab(database, world.districtId, 'America/New_York');
    const instrumentId = await createInstrument(database, {
      labId,
      districtId: world.districtId,
      approval: 'auto',
      rules: { horizonDays: 365 },
    });
    const from = Date.parse('2026-12-14T14:00:00Z');
    const { occurrences } = await made({
      ...series(instrumentId, 'FREQ=MONTHLY;COUNT=6'),
      ...{ from, until: from + 3_600_000 },
    });
    expect(occurrences.map((one) => minutesOfDayAt('America/New_York', one.from))).toEqual(Array(6).fill(540));
    expect(new Set(occurrences.map((one) => one.from % 86_400_000)).size).toBe(2);
  });

  test('skips the months that lack its day', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: { horizonDays: 365 } });
    const from = at('2026-12-31 09:00');
    const { occurrences } = await made({
      ...series(instrumentId, 'FREQ=MONTHLY;COUNT=3'),
      ...{ from, until: from + 3_600_000 },
    });
    expect(occurrences.map((one) => new Date(one.from).toISOString().slice(0, 10))).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2027-03-31',
    ]);
  });

  test.each([
    ['FREQ=WEEKLY', 'endless-series'],
    ['FREQ=WEEKLY;COUNT=60', 'too-far'],
    ['FREQ=SECONDLY;COUNT=2', 'invalid-rrule'],
  ])('%s is refused as %s and books nothing', async (rrule, code) => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    expect(await ask(series(instrumentId, rrule, { onConflict: 'skip' }))).toMatchObject({ code });
    expect(await bookingsOf(instrumentId)).toEqual([]);
  });

  test('counts its own occurrences against the quota', async () => {
    const quotas = [{ per: 'user', unit: 'bookings', window: 'month', limit: 2 }];
    const instrumentId = await freshInstrument({ approval: 'auto', rules: { quotas } });
    const { occurrences } = await made(series(instrumentId, 'FREQ=DAILY;COUNT=3', { onConflict: 'skip' }));
    expect(occurrences.map(({ status, code }) => code ?? status)).toEqual(['booked', 'booked', 'quota-exceeded']);
    expect(await ask(series(instrumentId, 'FREQ=DAILY;COUNT=3'))).toMatchObject({ code: 'quota-exceeded' });
  });

  test('tells of itself once, however many occurrences there are', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const { occurrences } = await made(series(instrumentId, 'FREQ=WEEKLY;COUNT=3'));
    const ids = occurrences.map(({ bookingId }) => bookingId!);
    const events = await database.sql<{ payload: { occurrences?: number; isFollowing?: true } }[]>`
      SELECT payload FROM outbox WHERE aggregate_id = ANY(${ids}::uuid[]) ORDER BY occurred_at, id`;
    expect(events.map(({ payload }) => payload.occurrences ?? payload.isFollowing).sort()).toEqual([3, true, true]);
  });
});

describe('changing a series', () => {
  test('moves all that is ahead by the same days and to the same hour, even onto its own old times', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const { id } = await made(series(instrumentId, 'FREQ=DAILY;COUNT=4'));
    const to = { from: at(`${day} 10:00`) + 86_400_000, until: at(`${day} 13:00`) + 86_400_000 };
    const moved = await execute(database, asPerson(world.booker), rescheduleSeries, {
      seriesId: id,
      scope: 'all',
      ...to,
    });
    expect(moved).toMatchObject({ ok: true });
    expect((await bookingsOf(instrumentId)).map(({ from, until }) => [from, until])).toEqual(
      [1, 2, 3, 4].map((days) => [at(`${day} 10:00`) + days * 86_400_000, at(`${day} 13:00`) + days * 86_400_000]),
    );
  });

  test('moves what follows one occurrence, and none of it when one cannot', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const { id, occurrences } = await made(series(instrumentId, 'FREQ=WEEKLY;COUNT=3'));
    const [, second] = occurrences;
    const following = (from: string, until: string) =>
      execute(database, asPerson(world.booker), rescheduleSeries, {
        ...{ seriesId: id, bookingId: second!.bookingId, scope: 'following' as const },
        ...{ from: at(`${day} ${from}`) + weekMs, until: at(`${day} ${until}`) + weekMs },
      });
    const third = at(`${day} 15:00`) + 2 * weekMs;
    await booked(world.otherBooker, {
      ...request(instrumentId, '15:00', '16:00'),
      from: third,
      until: third + 3_600_000,
    });
    const before = await bookingsOf(instrumentId);
    expect(await following('15:00', '17:00')).toMatchObject({ code: 'slot-taken' });
    expect(await bookingsOf(instrumentId)).toEqual(before);
    expect(await following('13:00', '15:00')).toMatchObject({ ok: true });
    const own = (await bookingsOf(instrumentId)).filter(({ seriesId }) => seriesId === id);
    expect(own.map(({ from }) => from)).toEqual([
      at(`${day} 09:00`),
      at(`${day} 13:00`) + weekMs,
      at(`${day} 13:00`) + 2 * weekMs,
    ]);
  });

  test('cancels what follows one occurrence and leaves what was before', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const { id, occurrences } = await made(series(instrumentId, 'FREQ=WEEKLY;COUNT=3'));
    const cancelled = await execute(database, asPerson(world.booker), cancelSeries, {
      ...{ seriesId: id, bookingId: occurrences[1]!.bookingId, reason: 'holidays' },
    });
    expect(cancelled).toMatchObject({ ok: true });
    expect((await bookingsOf(instrumentId)).map(({ status }) => status)).toEqual([
      'confirmed',
      'cancelled',
      'cancelled',
    ]);
    expect(
      await execute(database, asPerson(world.otherBooker), cancelSeries, { seriesId: id, reason: '' }),
    ).toMatchObject({ code: 'not-found' });
  });
});
