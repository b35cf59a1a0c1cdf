import { type Command, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { approveBooking, declineBooking } from '@guanyi/commands/scheduling/decide-booking';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { rescheduleBooking } from '@guanyi/commands/scheduling/reschedule-booking';
import { transferBooking } from '@guanyi/commands/scheduling/transfer-booking';
import { findBooking } from '@guanyi/db/scheduling/booking-queries';
import { type BookingStatus, type BookingVerb, LIFE_CYCLE } from '@guanyi/domain/scheduling/booking';
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
import { asPerson, at, createPerson, type Person } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';

useBookingScene();

const rounds = fullScale ? 500 : 2;

type Verb = BookingVerb | 'reschedule' | 'transfer';
type Start = 'pendingApproval' | 'confirmed' | 'inUse';

const during = at(`${day} 09:10`);
const before = at(`${day} 08:00`);
/** A request that waits for its lab lapses at its start, not sooner. */
const asked = at(`${day} 07:00`);

/** Fires one transition; whether it was granted. */
const fire: Partial<Record<Verb, (bookingId: string, now: number) => Promise<boolean>>> = {
  approve: (bookingId, now) => run(approveBooking, { bookingId }, world.labManager, now),
  decline: (bookingId, now) => run(declineBooking, { bookingId, reason: '' }, world.labManager, now),
  cancel: (bookingId, now) => run(cancelBooking, { bookingId, reason: '' }, world.keeper, now),
  checkIn: (bookingId, now) => run(checkIn, { bookingId }, world.keeper, now),
  checkOut: (bookingId, now) => run(checkOut, { bookingId }, world.keeper, now),
  reschedule: (bookingId, now) => {
    const window = { from: at(`${day} 14:00`), until: at(`${day} 15:00`) };
    return run(rescheduleBooking, { bookingId, ...window }, world.booker, now);
  },
  transfer: async (bookingId, now) => run(transferBooking, { bookingId, userId: colleague.userId }, world.booker, now),
  // The sweeper at the very instant at which a request lapses, or a booking is missed.
  expire: () => sweepAt(at(`${day} 09:00`)),
  noShow: () => sweepAt(at(`${day} 09:30`)),
};

async function run<I, T>(command: Command<I, T>, input: I, person: Person, now: number): Promise<boolean> {
  return (await execute(database, asPerson(person, now), command, input)).ok;
}

async function sweepAt(now: number): Promise<boolean> {
  return (await execute(database, systemContext(now), expireDueBookings, { limit: 1_000 })).ok;
}

let colleague: Person;

/** What may follow each state, changes of time and person included. */
const after: Record<Start, readonly Verb[]> = {
  pendingApproval: ['approve', 'decline', 'cancel', 'expire', 'reschedule', 'transfer'],
  confirmed: ['cancel', 'checkIn', 'noShow', 'reschedule', 'transfer'],
  inUse: ['checkOut'],
};

/** Verbs after which the booking is where it was, so that the other may follow. */
const leaves = (verb: Verb): boolean => verb === 'reschedule' || verb === 'transfer';

async function bookingIn(status: Start): Promise<string> {
  const instrumentId = await freshInstrument({ approval: status === 'pendingApproval' ? 'chain' : 'auto' });
  const id = await booked(world.booker, request(instrumentId, '09:00', '10:00'), asked);
  if (status === 'inUse') await fire.checkIn!(id, during);
  return id;
}

const isSweep = (verb: Verb): boolean => verb === 'expire' || verb === 'noShow';

const pairs = (Object.keys(after) as Start[]).flatMap((start) =>
  after[start].flatMap((one, i) => after[start].slice(i).map((other) => [start, one, other] as const)),
);

describe('two transitions of one booking at the same moment', () => {
  test.each(pairs)('from %s, %s and %s: each happens once and the history is possible', async (start, one, other) => {
    colleague ??= await createPerson(database, world.university, 'booker');
    for (let round = 0; round < rounds; round++) {
      const id = await bookingIn(start);
      const now = start === 'inUse' || one === 'checkIn' || other === 'checkIn' ? during : before;
      const granted = await Promise.all([one, other].map((verb) => fire[verb]!(id, leaves(verb) ? before : now)));
      const found = (await findBooking(database, everything, id))!;
      const steps = found.history.map(({ action, fromStatus, toStatus }) => ({ action, fromStatus, toStatus }));
      expectPossible(steps);
      const done = steps.slice(start === 'inUse' ? 2 : 1).map(({ action }) => action);
      // The sweeper cannot be refused; whether it had anything to end, the history tells.
      const isDone = (verb: Verb, i: number) => (isSweep(verb) ? done.includes(verb) : granted[i]);
      const happened = [one, other].filter(
        (verb, i) => isDone(verb, i) && !(isSweep(verb) && i === 1 && one === other),
      );
      expect(done.toSorted()).toEqual(happened.toSorted());
      // Two ends of one booking exclude each other, and nothing happens twice.
      if (!leaves(one) && !leaves(other) && !mayFollow(one, other)) expect(done).toHaveLength(1);
    }
  });
});

/** Whether one of the two leads to where the other begins, in either order. */
function mayFollow(one: Verb, other: Verb): boolean {
  const isAfter = (first: BookingVerb, second: BookingVerb) => LIFE_CYCLE[second].from.includes(LIFE_CYCLE[first].to);
  return isAfter(one as BookingVerb, other as BookingVerb) || isAfter(other as BookingVerb, one as BookingVerb);
}

/** Each step begins where the one before ended, and its verb may follow there. */
function expectPossible(
  steps: readonly { action: string; fromStatus: BookingStatus | null; toStatus: BookingStatus }[],
): void {
  steps.slice(1).forEach(({ action, fromStatus, toStatus }, i) => {
    expect(fromStatus).toBe(steps[i]?.toStatus);
    const rule = LIFE_CYCLE[action as BookingVerb];
    if (rule) expect([rule.from.includes(fromStatus!), rule.to]).toEqual([true, toStatus]);
    else expect(toStatus).toBe(fromStatus);
  });
}
