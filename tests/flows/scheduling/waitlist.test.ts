import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { acceptWaitlistOffer, leaveWaitlist } from '@guanyi/commands/scheduling/answer-waitlist-offer';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { joinWaitlist } from '@guanyi/commands/scheduling/join-waitlist';
import { offerFreedTime } from '@guanyi/commands/scheduling/offer-freed-time';
import { offerSlot } from '@guanyi/commands/scheduling/offer-slot';
import { tendWaitlists } from '@guanyi/commands/scheduling/tend-waitlists';
import { findBooking } from '@guanyi/db/scheduling/booking-queries';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { listEntries } from '@guanyi/db/scheduling/waitlist';
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
import { advanceAll, breakDown, conflictOf } from '../../support/conflict-scene.ts';
import {
  asPerson,
  at,
  createOrganisation,
  createPerson,
  createWorld,
  type Person,
  wednesdayMorning,
} from '../../support/factories/world.ts';

useBookingScene();

async function join(person: Person, instrumentId: string, from: string, until: string, minutes: number, auto = false) {
  const window = { from: at(`${day} ${from}`), until: at(`${day} ${until}`) };
  const wish = { instrumentId, ...window, minutes, autoAccept: auto };
  const outcome = await execute(database, asPerson(person), joinWaitlist, wish);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.id;
}

const freed = (instrumentId: string, now = wednesdayMorning) =>
  execute(database, systemContext(now), offerFreedTime, { instrumentId });
const entryOf = async (id: string) => (await listEntries(database, everything, { id, limit: 1 }))[0]!;
const statuses = async (ids: string[]) => Promise.all(ids.map(async (id) => (await entryOf(id)).status));
const newcomer = async () => createPerson(database, await createOrganisation(database, 'enterprise'), 'booker');

/** An instrument that is booked out on that Monday. @returns it and the booking. */
async function bookedOut(options = {}) {
  const instrumentId = await freshInstrument({ approval: 'auto', ...options });
  const bookingId = await booked(world.booker, request(instrumentId, '08:00', '16:00'));
  const evening = await booked(world.booker, request(instrumentId, '16:00', '20:00'));
  return { instrumentId, bookingId, evening };
}

const cancel = (bookingId: string) =>
  execute(database, asPerson(world.booker), cancelBooking, { bookingId, reason: 'change of plan' });

describe('a freed slot', () => {
  test('is offered in order, held for each, and in parts', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const people = [await newcomer(), await newcomer(), await newcomer()];
    const ids = [
      await join(people[0]!, instrumentId, '08:00', '20:00', 240),
      await join(people[1]!, instrumentId, '08:00', '20:00', 300),
      await join(people[2]!, instrumentId, '08:00', '20:00', 120),
    ];
    await freed(instrumentId);
    expect(await statuses(ids)).toEqual(['waiting', 'waiting', 'waiting']);
    expect((await entryOf(ids[1]!)).position).toBe(2);
    await cancel(bookingId);
    await freed(instrumentId);
    expect(await statuses(ids)).toEqual(['offered', 'waiting', 'offered']);
    expect(await entryOf(ids[0]!)).toMatchObject({ offerFrom: at(`${day} 08:00`), offerUntil: at(`${day} 12:00`) });
    expect(await entryOf(ids[2]!)).toMatchObject({ offerFrom: at(`${day} 12:00`), offerUntil: at(`${day} 14:00`) });
    expect(await book(world.otherBooker, request(instrumentId, '08:00', '09:00'))).toMatchObject({
      code: 'slot-taken',
    });
    expect(await book(world.otherBooker, request(instrumentId, '14:00', '16:00'))).toMatchObject({ ok: true });
  });

  test('goes to who waits even if it is only what an early check-out leaves', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const id = await join(world.otherBooker, instrumentId, '08:00', '16:00', 60);
    await execute(database, asPerson(world.keeper, at(`${day} 08:00`)), checkIn, { bookingId });
    await execute(database, asPerson(world.keeper, at(`${day} 11:10`)), checkOut, { bookingId });
    await freed(instrumentId, at(`${day} 11:10`));
    expect(await entryOf(id)).toMatchObject({ status: 'offered', offerFrom: at(`${day} 11:30`) });
  });

  test('is booked for who accepts it, once, and by nobody else', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const waiting = await newcomer();
    const id = await join(waiting, instrumentId, '08:00', '16:00', 60);
    await cancel(bookingId);
    await freed(instrumentId);
    const accept = (person: Person, now?: number) =>
      execute(database, asPerson(person, now), acceptWaitlistOffer, { waitlistEntryId: id });
    expect(await accept(world.otherBooker)).toMatchObject({ code: 'not-found' });
    const outcomes = await Promise.all([accept(waiting), accept(waiting)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      code: 'state-conflict',
      details: { currentStatus: 'accepted' },
    });
    const entry = await entryOf(id);
    expect(await findBooking(database, everything, entry.bookingId!)).toMatchObject({
      status: 'confirmed',
      userId: waiting.userId,
      from: at(`${day} 08:00`),
    });
    const claims = await claimsOf(database, [instrumentId], { from: at(`${day} 08:00`), until: at(`${day} 16:00`) });
    expect(claims.map(({ kind }) => kind)).toEqual(['booking']);
  });

  test('passes to the next when the offer lapses, at its instant and whatever the worker did meanwhile', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const [first, second] = [await newcomer(), await newcomer()];
    const ids = [
      await join(first!, instrumentId, '08:00', '16:00', 480),
      await join(second!, instrumentId, '08:00', '16:00', 480),
    ];
    await cancel(bookingId);
    await freed(instrumentId);
    expect(await statuses(ids)).toEqual(['offered', 'waiting']);
    const { offerHoldUntil } = await entryOf(ids[0]!);
    expect(offerHoldUntil! - wednesdayMorning).toBe(3_600_000);
    const late = asPerson(first!, offerHoldUntil!);
    expect(await execute(database, late, acceptWaitlistOffer, { waitlistEntryId: ids[0]! })).toMatchObject({
      code: 'state-conflict',
      details: { currentStatus: 'lapsed' },
    });
    const tended = await execute(database, systemContext(offerHoldUntil!), tendWaitlists, { limit: 100 });
    expect(tended).toMatchObject({
      ok: true,
      value: { lapsed: expect.any(Number), instrumentIds: expect.arrayContaining([instrumentId]) },
    });
    await freed(instrumentId, offerHoldUntil!);
    expect(await statuses(ids)).toEqual(['lapsed', 'offered']);
  });

  test('goes on when somebody steps out of the line', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const [first, second] = [await newcomer(), await newcomer()];
    const ids = [
      await join(first!, instrumentId, '08:00', '16:00', 480),
      await join(second!, instrumentId, '08:00', '16:00', 480),
    ];
    await cancel(bookingId);
    await freed(instrumentId);
    const leave = () => execute(database, asPerson(first!), leaveWaitlist, { waitlistEntryId: ids[0]! });
    expect(await leave()).toMatchObject({ ok: true });
    expect(await leave()).toMatchObject({ code: 'state-conflict', details: { currentStatus: 'left' } });
    await freed(instrumentId);
    expect(await statuses(ids)).toEqual(['left', 'offered']);
  });
});

describe('fairness', () => {
  test('an organisation has three offers open at most; the next in line are others', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const organisationId = await createOrganisation(database, 'enterprise');
    const colleagues = await Promise.all([1, 2, 3, 4].map(() => createPerson(database, organisationId, 'booker')));
    const ids: string[] = [];
    for (const person of colleagues) ids.push(await join(person, instrumentId, '08:00', '16:00', 60));
    ids.push(await join(await newcomer(), instrumentId, '08:00', '16:00', 60));
    await cancel(bookingId);
    await freed(instrumentId);
    expect(await statuses(ids)).toEqual(['offered', 'offered', 'offered', 'waiting', 'offered']);
  });

  test('nobody stands in the same line twice, and what could never be booked is refused at once', async () => {
    const { instrumentId } = await bookedOut();
    await join(world.otherBooker, instrumentId, '08:00', '16:00', 60);
    const window = { from: at(`${day} 08:00`), until: at(`${day} 16:00`) };
    const ask = (more: object) =>
      execute(database, asPerson(world.otherBooker), joinWaitlist, {
        instrumentId,
        ...window,
        autoAccept: false,
        ...more,
      });
    expect(await ask({ minutes: 60 })).toMatchObject({ code: 'already-exists' });
    expect(await ask({ minutes: 15 })).toMatchObject({ code: 'too-short' });
    expect(await ask({ minutes: 481, until: at(`${day} 20:00`) })).toMatchObject({ code: 'too-long' });
    expect(await ask({ minutes: 45 })).toMatchObject({ code: 'off-grid' });
    expect(await ask({ minutes: 600 })).toMatchObject({ code: 'invalid-window' });
    expect(await ask({ from: at('2026-12-01 08:00'), until: at('2026-12-01 16:00') })).toMatchObject({
      code: 'too-soon',
    });
    expect(await ask({ from: at('2027-12-01 08:00'), until: at('2027-12-01 16:00') })).toMatchObject({
      code: 'too-far',
    });
  });

  test('a rush of forty for eight freed hours ends with eight offers, no overlap and nobody twice', async () => {
    const { instrumentId, bookingId } = await bookedOut();
    const people = await Promise.all(Array.from({ length: 40 }, newcomer));
    const ids = await Promise.all(people.map((person) => join(person, instrumentId, '08:00', '16:00', 60)));
    await cancel(bookingId);
    await Promise.all(Array.from({ length: 6 }, () => freed(instrumentId)));
    const offered = (await statuses(ids)).filter((status) => status === 'offered');
    expect(offered).toHaveLength(8);
    const claims = await claimsOf(database, [instrumentId], { from: at(`${day} 08:00`), until: at(`${day} 16:00`) });
    expect(claims.map(({ kind }) => kind)).toEqual(Array(8).fill('hold'));
  });
});

describe('a slot of the lab’s choice', () => {
  const offer = (waitlistEntryId: string, local: string, person: Person = world.keeper) =>
    execute(database, asPerson(person), offerSlot, { waitlistEntryId, from: at(local) });

  test('is held for who waits, outside their window too, and is theirs to take', async () => {
    const { instrumentId } = await bookedOut();
    const waiting = await newcomer();
    const id = await join(waiting, instrumentId, '08:00', '16:00', 120);
    expect(await offer(id, '2026-12-15 09:00')).toMatchObject({ ok: true });
    expect(await entryOf(id)).toMatchObject({ status: 'offered', offerUntil: at('2026-12-15 11:00') });
    const accepted = await execute(database, asPerson(waiting), acceptWaitlistOffer, { waitlistEntryId: id });
    expect(accepted).toMatchObject({ ok: true });
    expect(await findBooking(database, everything, (await entryOf(id)).bookingId!)).toMatchObject({
      ...{ userId: waiting.userId, from: at('2026-12-15 09:00'), until: at('2026-12-15 11:00') },
    });
  });

  test('is refused where it is taken, outside the hours, a second time, and to another lab', async () => {
    const { instrumentId } = await bookedOut();
    const id = await join(await newcomer(), instrumentId, '08:00', '16:00', 60);
    expect(await offer(id, `${day} 09:00`)).toMatchObject({ code: 'slot-taken' });
    expect(await offer(id, '2026-12-15 03:00')).toMatchObject({ code: 'outside-open-hours' });
    const foreign = await createWorld(database);
    expect(await offer(id, '2026-12-15 09:00', foreign.keeper)).toMatchObject({ code: 'not-found' });
    expect(await offer(id, '2026-12-15 09:00')).toMatchObject({ ok: true });
    expect(await offer(id, '2026-12-16 09:00')).toMatchObject({ code: 'state-conflict' });
  });

  test('counts towards the three open offers of an organisation', async () => {
    const { instrumentId } = await bookedOut();
    const organisationId = await createOrganisation(database, 'enterprise');
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1)
      ids.push(await join(await createPerson(database, organisationId, 'booker'), instrumentId, '08:00', '16:00', 60));
    for (const [n, id] of ids.slice(0, 3).entries())
      expect(await offer(id, `2026-12-15 ${10 + n}:00`)).toMatchObject({ ok: true });
    expect(await offer(ids[3]!, '2026-12-15 15:00')).toMatchObject({ code: 'too-many-holds' });
  });
});

test('who gives way to statutory duty and finds no place stands first in line', async () => {
  const instrumentId = await freshInstrument({ approval: 'auto', rules: { horizonDays: 5 } });
  await database.sql`UPDATE instruments SET class_code = '999901' WHERE id = ${instrumentId}`;
  const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
  await breakDown(instrumentId, '08:00', '20:00', { kind: 'statutory' });
  await advanceAll();
  await join(world.otherBooker, instrumentId, '08:00', '20:00', 60);
  await advanceAll((await conflictOf(bookingId)).deadline);
  expect(await findBooking(database, everything, bookingId)).toMatchObject({
    status: 'cancelled',
    cancellationFeeFen: 0,
  });
  const line = await listEntries(database, everything, { instrumentId, status: ['waiting'], limit: 10 });
  expect(line.find((entry) => entry.userId === world.booker.userId)).toMatchObject({
    rank: 0,
    position: 1,
    minutes: 60,
  });
});
