import { execute } from '@guanyi/commands/execute';
import { hashSecret, newSecret } from '@guanyi/commands/identity/secrets';
import { answerByLink } from '@guanyi/commands/scheduling/answer-by-link';
import { resolveConflict } from '@guanyi/commands/scheduling/resolve-conflict';
import { findBooking, listBookings } from '@guanyi/db/scheduling/booking-queries';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { replaceLink } from '@guanyi/db/scheduling/conflict-links';
import { publicReach } from '@guanyi/domain/identity/reach';
import { beforeEach, describe, expect, test } from 'vitest';
import { booked, database, day, everything, request, useBookingScene, world } from '../../support/booking-scene.ts';
import { advanceAll, breakDown, conflictOf } from '../../support/conflict-scene.ts';
import {
  asPerson,
  at,
  createInstrument,
  createLab,
  createOrganisation,
  type Person,
  type WorldOptions,
  wednesdayMorning,
} from '../../support/factories/world.ts';

useBookingScene();

let classCode = 100_000;

/** Each test has a class of instruments of its own, so that nobody finds what another test has put there. */
beforeEach(() => {
  classCode += 100;
});

async function machine(options: WorldOptions & { labId?: string; districtId?: string } = {}): Promise<string> {
  const place = { labId: options.labId ?? world.labId, districtId: options.districtId ?? world.districtId };
  const id = await createInstrument(database, { approval: 'auto', ...options, ...place });
  await database.sql`UPDATE instruments SET class_code = ${String(classCode)} WHERE id = ${id}`;
  return id;
}

const bookingOf = async (id: string) => (await findBooking(database, everything, id))!;
const accept = (person: Person, conflictId: string, optionIndex = 0) =>
  execute(database, asPerson(person), resolveConflict, { conflictId, answer: { action: 'accept', optionIndex } });

describe('the options of a conflict', () => {
  test('are held: a like machine at the same time, and the same machine later', async () => {
    const broken = await machine();
    const spare = await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const conflict = await conflictOf(bookingId);
    expect(conflict).toMatchObject({ status: 'offered', defaultAction: 'accept', defaultOption: 0 });
    expect(conflict.options).toMatchObject([
      { kind: 'equivalent', instrumentId: spare, from: at(`${day} 09:00`), priceDifferenceFen: 0 },
      { kind: 'sameInstrument', instrumentId: broken, from: at(`${day} 12:00`), priceDifferenceFen: 0 },
    ]);
    for (const option of conflict.options) {
      const claims = await claimsOf(database, [option.instrumentId], option);
      expect(claims).toMatchObject([{ kind: 'hold', from: option.from, until: option.until, userId: null }]);
    }
  });

  test('respect rules, qualifications and the price list of the other machine', async () => {
    const broken = await machine();
    await machine({ rules: { weekly: [{ day: 7, from: '08:00', until: '20:00' }] } });
    await machine({ rules: { qualificationIds: ['00000000-0000-0000-0000-00000000000a'] } });
    const unpriced = await machine();
    await database.sql`DELETE FROM price_policies WHERE instrument_id = ${unpriced}`;
    const dear = await machine({ policy: { ratePerHourFen: 9_000 } });
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const { options } = await conflictOf(bookingId);
    expect(options.map(({ instrumentId, priceDifferenceFen }) => [instrumentId, priceDifferenceFen])).toEqual([
      [broken, 0],
      [dear, 3_180],
    ]);
  });

  test('are never given to two: of twelve bookings each gets a place of its own', async () => {
    const broken = await machine();
    await machine();
    const ids: string[] = [];
    for (let hour = 8; hour < 20; hour++)
      ids.push(await booked(world.booker, request(broken, clock(hour), clock(hour + 1))));
    await breakDown(broken, '08:00', '20:00');
    await Promise.all([advanceAll(), advanceAll(), advanceAll()]);
    const conflicts = await Promise.all(ids.map(conflictOf));
    const places = conflicts.flatMap(({ options }) => options.map((o) => `${o.instrumentId} ${o.from}`));
    expect(places.length).toBeGreaterThanOrEqual(12);
    expect(new Set(places).size).toBe(places.length);
    await advanceAll(Math.max(...conflicts.map(({ deadline }) => deadline)));
    const settled = await Promise.all(ids.map(bookingOf));
    expect(settled.every((booking) => booking.status === 'confirmed' && booking.from !== null)).toBe(true);
    expect(new Set(settled.map((booking) => `${booking.instrumentId} ${booking.from}`)).size).toBe(12);
  });
});

describe('an answer', () => {
  test('moves the booking to the held place under its old id, and gives the other places back', async () => {
    const broken = await machine();
    const spare = await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const conflict = await conflictOf(bookingId);
    expect(await accept(world.booker, conflict.id)).toMatchObject({ ok: true });
    expect(await bookingOf(bookingId)).toMatchObject({
      status: 'confirmed',
      instrumentId: spare,
      from: at(`${day} 09:00`),
    });
    const window = { from: at(`${day} 00:00`), until: at(`${day} 23:00`) };
    expect((await claimsOf(database, [spare], window)).map((claim) => claim.kind)).toEqual(['booking']);
    expect((await claimsOf(database, [broken], window)).map((claim) => claim.kind)).toEqual(['breakdown']);
    expect(await conflictOf(bookingId)).toMatchObject({ status: 'resolved', outcome: 'accepted' });
    expect(await accept(world.booker, conflict.id)).toMatchObject({ code: 'state-conflict' });
  });

  test('cancels without a fee, however late', async () => {
    const broken = await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00', { now: at(`${day} 08:30`) });
    const { id: conflictId } = await conflictOf(bookingId);
    const answer = { action: 'cancel' } as const;
    const late = asPerson(world.booker, at(`${day} 08:45`));
    expect(await execute(database, late, resolveConflict, { conflictId, answer })).toMatchObject({ ok: true });
    expect(await bookingOf(bookingId)).toMatchObject({ status: 'cancelled', cancellationFeeFen: 0 });
  });

  test('of the lab cannot make the customer pay more; the customer can agree to it', async () => {
    const broken = await machine();
    const dear = await machine({ policy: { ratePerHourFen: 9_000 } });
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const conflict = await conflictOf(bookingId);
    const index = conflict.options.findIndex((option) => option.instrumentId === dear);
    expect(await accept(world.labManager, conflict.id, index)).toMatchObject({ code: 'consent-required' });
    expect(await accept(world.booker, conflict.id, 7)).toMatchObject({ code: 'unknown-option' });
    expect(await accept(world.otherBooker, conflict.id, index)).toMatchObject({ code: 'not-found' });
    expect(await accept(world.booker, conflict.id, index)).toMatchObject({ ok: true });
    expect(await bookingOf(bookingId)).toMatchObject({
      instrumentId: dear,
      quotedSubtotalFen: 9_000,
      quotedTotalFen: 9_540,
    });
  });

  test('of two at the same moment one counts', async () => {
    const broken = await machine();
    await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const { id } = await conflictOf(bookingId);
    const outcomes = await Promise.all([
      accept(world.booker, id),
      accept(world.keeper, id, 1),
      accept(world.booker, id),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok)).toMatchObject([
      { code: 'state-conflict' },
      { code: 'state-conflict' },
    ]);
  });

  test('by the link of the mail works once, until the deadline, and for nobody without it', async () => {
    const broken = await machine();
    const spare = await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const { id: conflictId, labId, deadline } = await conflictOf(bookingId);
    const token = newSecret();
    const link = { labId, conflictId, userId: world.booker.userId, expiresAt: deadline, tokenHash: hashSecret(token) };
    await database.begin((tx) => replaceLink(tx, link, wednesdayMorning));
    const visitor = { now: wednesdayMorning, roles: [], reach: publicReach };
    const answer = { action: 'accept', optionIndex: 0 } as const;
    const use = (key: string, now = wednesdayMorning) =>
      execute(database, { ...visitor, now }, answerByLink, { token: key, answer });
    expect(await use(newSecret())).toMatchObject({ code: 'not-found' });
    expect(await use(token, deadline)).toMatchObject({ code: 'link-expired' });
    expect(await use(token)).toMatchObject({ ok: true });
    expect(await use(token)).toMatchObject({ code: 'link-used' });
    expect(await bookingOf(bookingId)).toMatchObject({ instrumentId: spare });
    expect(await conflictOf(bookingId)).toMatchObject({ outcome: 'accepted', resolvedBy: world.booker.userId });
  });
});

describe('without an answer', () => {
  test('an equivalent at no higher price is taken at the deadline and not before', async () => {
    const broken = await machine();
    const cheap = await machine({ policy: { ratePerHourFen: 3_000 } });
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const { deadline } = await conflictOf(bookingId);
    expect(deadline - wednesdayMorning).toBe(24 * 3_600_000);
    await advanceAll(deadline - 1);
    expect(await bookingOf(bookingId)).toMatchObject({ instrumentId: broken });
    await advanceAll(deadline);
    expect(await bookingOf(bookingId)).toMatchObject({ instrumentId: cheap, quotedSubtotalFen: 3_000 });
    expect(await conflictOf(bookingId)).toMatchObject({ outcome: 'movedByDefault', resolvedBy: null });
  });

  test('nobody pays more: with dearer machines only, the booking moves on the same one', async () => {
    const broken = await machine();
    await machine({ policy: { ratePerHourFen: 9_000 } });
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    await breakDown(broken, '08:00', '12:00');
    await advanceAll();
    const conflict = await conflictOf(bookingId);
    await advanceAll(conflict.deadline);
    expect(await bookingOf(bookingId)).toMatchObject({
      instrumentId: broken,
      from: at(`${day} 12:00`),
      status: 'confirmed',
    });
  });

  test('with nothing to offer the booking is cancelled free of charge', async () => {
    const broken = await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    const until = at(`${day} 08:00`) + 30 * 86_400_000;
    await database.sql`UPDATE booking_rules SET horizon_days = 5 WHERE instrument_id = ${broken}`;
    await breakDown(broken, '08:00', '20:00');
    await advanceAll();
    const conflict = await conflictOf(bookingId);
    expect(conflict).toMatchObject({ status: 'open', options: [], defaultAction: 'cancel' });
    await advanceAll(Math.min(conflict.deadline, until));
    expect(await bookingOf(bookingId)).toMatchObject({ status: 'cancelled', cancellationFeeFen: 0 });
    expect(await conflictOf(bookingId)).toMatchObject({ status: 'resolved', outcome: 'cancelledByDefault' });
  });

  test('nobody is missed while an outage lies over the booking, and everybody again when it is called off', async () => {
    const broken = await machine();
    const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
    expect(await bookingOf(bookingId)).toMatchObject({ noShowAt: at(`${day} 09:30`) });
    await breakDown(broken, '08:00', '12:00');
    expect(await bookingOf(bookingId)).toMatchObject({ noShowAt: null });
  });
});

test('in another laboratory the booking goes on under a new id, and the old one ends without a fee', async () => {
  const broken = await machine({ rules: { weekly: [{ day: 1, from: '08:00', until: '12:00' }], horizonDays: 6 } });
  const districtId = await createOrganisation(database, 'customsDistrict');
  const labId = await createLab(database, districtId);
  const elsewhere = await machine({ labId, districtId });
  const byApproval = await machine({ labId, districtId, approval: 'chain' });
  const bookingId = await booked(world.booker, request(broken, '09:00', '10:00'));
  await breakDown(broken, '08:00', '12:00');
  await advanceAll();
  const conflict = await conflictOf(bookingId);
  expect(conflict.options.map((option) => option.instrumentId)).toEqual([elsewhere]);
  expect(conflict.options.map((option) => option.instrumentId)).not.toContain(byApproval);
  expect(await accept(world.booker, conflict.id)).toMatchObject({ ok: true });
  const { newBookingId } = await conflictOf(bookingId);
  expect(await bookingOf(bookingId)).toMatchObject({ status: 'cancelled', cancellationFeeFen: 0 });
  expect(await bookingOf(newBookingId!)).toMatchObject({
    status: 'confirmed',
    instrumentId: elsewhere,
    userId: world.booker.userId,
  });
  const all = await listBookings(database, everything, {
    instrumentId: elsewhere,
    sort: 'latest',
    now: wednesdayMorning,
    limit: 10,
  });
  expect(all).toHaveLength(1);
});

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
