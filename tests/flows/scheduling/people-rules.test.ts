import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { createSeries } from '@guanyi/commands/scheduling/create-series';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { grantQualification, revokeQualification } from '@guanyi/commands/scheduling/grant-qualification';
import { rescheduleBooking } from '@guanyi/commands/scheduling/reschedule-booking';
import { describe, expect, test } from 'vitest';
import {
  book,
  booked,
  database,
  day,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../../support/booking-scene.ts';
import { asPerson, at, createPerson, wednesdayMorning } from '../../support/factories/world.ts';

useBookingScene();

const dayMs = 86_400_000;

describe('a quota', () => {
  const onceADay = { quotas: [{ per: 'user', unit: 'bookings', window: 'day', limit: 1 }] };

  test('of one booking a day refuses the second of the day and no other', async () => {
    const instrumentId = await freshInstrument({ rules: onceADay });
    await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const second = await book(world.booker, request(instrumentId, '14:00', '15:00'));
    expect(second).toMatchObject({
      code: 'quota-exceeded',
      details: { refused: [{ code: 'quota-exceeded' }] },
    });
    const tomorrow = request(instrumentId, '14:00', '15:00');
    expect(
      await book(world.booker, { ...tomorrow, from: tomorrow.from + dayMs, until: tomorrow.until + dayMs }),
    ).toMatchObject({ ok: true });
    const colleague = await createPerson(database, world.university, 'booker');
    expect(await book(colleague, request(instrumentId, '14:00', '15:00'))).toMatchObject({ ok: true });
  });

  test('is used up by a no-show, and given back by a cancellation', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: onceADay });
    await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const now = at(`${day} 09:30`);
    await execute(database, systemContext(now), expireDueBookings, { limit: 100 });
    expect(await book(world.booker, request(instrumentId, '14:00', '15:00'), now)).toMatchObject({
      code: 'quota-exceeded',
    });

    const other = await freshInstrument({ approval: 'auto', rules: onceADay });
    const bookingId = await booked(world.booker, request(other, '09:00', '10:00'));
    await execute(database, asPerson(world.booker), cancelBooking, { bookingId, reason: '' });
    expect(await book(world.booker, request(other, '14:00', '15:00'))).toMatchObject({ ok: true });
  });

  test('of minutes counts those of the day in which they lie, over midnight too', async () => {
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((d) => ({ day: d, from: '00:00', until: '24:00' }));
    const quotas = [{ per: 'organisation', unit: 'minutes', window: 'day', limit: 120 }];
    const instrumentId = await freshInstrument({ rules: { weekly, quotas } });
    const over = { ...request(instrumentId, '22:30', '23:30'), until: at(`${day} 22:30`) + 150 * 60_000 };
    // 90 minutes on the first day, 60 on the next.
    await booked(world.booker, over);
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00'))).toMatchObject({ code: 'quota-exceeded' });
    expect(await book(world.booker, request(instrumentId, '09:00', '09:30'))).toMatchObject({ ok: true });
    expect(await book(world.otherBooker, request(instrumentId, '10:00', '12:00'))).toMatchObject({ ok: true });
  });

  test('holds when twelve are asked for at the same moment', async () => {
    const instrumentId = await freshInstrument({
      rules: { quotas: [{ per: 'organisation', unit: 'bookings', window: 'week', limit: 5 }] },
    });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const from = at(`${day} 08:00`) + i * 3_600_000;
        return book(world.booker, { ...request(instrumentId, '08:00', '09:00'), from, until: from + 3_600_000 });
      }),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(new Set(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)))).toEqual(
      new Set(['ok', 'quota-exceeded']),
    );
  });

  test('is never exceeded by moving the very booking that it counts', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: onceADay });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '11:00'));
    const target = { from: at(`${day} 10:00`), until: at(`${day} 12:00`) };
    expect(await execute(database, asPerson(world.booker), rescheduleBooking, { bookingId, ...target })).toMatchObject({
      ok: true,
    });
  });
});

test('a project code is needed where the laboratory demands one, in single bookings and in series', async () => {
  const instrumentId = await freshInstrument({ approval: 'auto', rules: { projectCodeRequired: true } });
  const asked = request(instrumentId, '09:00', '10:00');
  for (const projectCode of [undefined, '', '  ']) {
    expect(await book(world.booker, { ...asked, projectCode })).toMatchObject({ code: 'project-code-required' });
  }
  const series = { ...asked, rrule: 'FREQ=DAILY;COUNT=2', onConflict: 'skip' as const };
  const refused = await execute(database, asPerson(world.booker), createSeries, series);
  expect(JSON.stringify(refused)).toContain('project-code-required');
  expect(await book(world.booker, { ...asked, projectCode: 'OU-2026-17' })).toMatchObject({ ok: true });
});

describe('a qualification', () => {
  const required = { qualificationIds: ['icp-ms'] };
  const grant = (instrumentId: string, expiresAt?: number) =>
    execute(database, asPerson(world.labManager), grantQualification, {
      userId: world.booker.userId,
      instrumentId,
      expiresAt,
    });

  test('is needed by who operates, and not by who is guided', async () => {
    const instrumentId = await freshInstrument({ rules: required });
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00'))).toMatchObject({ code: 'not-qualified' });
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00', { serviceWay: 'guided' }))).toMatchObject({
      ok: true,
    });
    await grant(instrumentId);
    expect(await book(world.booker, request(instrumentId, '11:00', '12:00'))).toMatchObject({ ok: true });
  });

  test('for a class of instruments counts for each of them, for another kind it does not', async () => {
    const instrumentId = await freshInstrument({ rules: { qualificationIds: ['laser'] } });
    const person = await createPerson(database, world.university, 'booker');
    const give = (what: { classCode?: string; kindId?: string }) =>
      execute(database, asPerson(world.labManager), grantQualification, {
        userId: person.userId,
        labId: world.labId,
        ...what,
      });
    await give({ kindId: 'icp-ms' });
    await give({ classCode: '0202' });
    expect(await book(person, request(instrumentId, '09:00', '10:00'))).toMatchObject({ code: 'not-qualified' });
    await give({ classCode: '0102', kindId: 'laser' });
    expect(await book(person, request(instrumentId, '09:00', '10:00'))).toMatchObject({ ok: true });
  });

  test('that has expired counts for nothing, and is checked once more at check-in', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: required });
    const start = at(`${day} 09:00`);
    await grant(instrumentId, start);
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    expect(await execute(database, asPerson(world.booker, start), checkIn, { bookingId })).toMatchObject({
      code: 'not-qualified',
    });
    expect(await book(world.booker, request(instrumentId, '11:00', '12:00'), start)).toMatchObject({
      code: 'not-qualified',
    });
    await grant(instrumentId, start + dayMs);
    expect(await execute(database, asPerson(world.booker, start), checkIn, { bookingId })).toMatchObject({ ok: true });
  });

  test('that was revoked stops the use at check-in', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto', rules: required });
    const granted = await grant(instrumentId);
    if (!granted.ok) throw new Error(granted.code);
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    await execute(database, asPerson(world.labManager), revokeQualification, { qualificationId: granted.value });
    expect(await execute(database, asPerson(world.keeper, at(`${day} 09:00`)), checkIn, { bookingId })).toMatchObject({
      code: 'not-qualified',
    });
  });
});

describe('an instrument under customs supervision', () => {
  test('is for research, not for production, until the day after its last day', async () => {
    const instrumentId = await freshInstrument();
    await database.sql`UPDATE instruments SET customs_supervised_until = ${day} WHERE id = ${instrumentId}`;
    const production = { purpose: { kind: 'production', text: '' } };
    const refused = await book(world.booker, request(instrumentId, '09:00', '10:00', production));
    expect(refused).toMatchObject({ code: 'purpose-not-allowed', details: { supervisedUntil: day } });
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00'))).toMatchObject({ ok: true });
    const next = request(instrumentId, '09:00', '10:00', production);
    expect(
      await book(world.booker, { ...next, from: next.from + dayMs, until: next.until + dayMs }, wednesdayMorning),
    ).toMatchObject({ ok: true });
  });
});
