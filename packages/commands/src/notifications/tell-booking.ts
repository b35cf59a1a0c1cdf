import type { Tx } from '@guanyi/db/client';
import { findBookingFacts, findPerson, listPeopleOfLab, type Person } from '@guanyi/db/notifications/queries';
import { announceBoardChange } from '@guanyi/db/notifications/store';
import type { StoredEvent } from '@guanyi/db/outbox-relay';
import type { BookingFacts, MovedFacts, Notice, NoticeKind } from '@guanyi/domain/notifications/notice';
import type { Events } from '@guanyi/events/events';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

export type BookingEventName =
  | 'booking.requested'
  | 'booking.confirmed'
  | 'booking.declined'
  | 'booking.cancelled'
  | 'booking.expired'
  | 'booking.started'
  | 'booking.completed'
  | 'booking.noShow'
  | 'booking.rescheduled'
  | 'booking.transferred'
  | 'booking.unended';

type BookingKind = Extract<NoticeKind, `booking${string}`>;

interface Audience {
  readonly booker?: BookingKind;
  readonly lab?: BookingKind;
  readonly labRoles?: readonly string[];
}

/** Who hears of what. The lab hears of what it did not do itself; the booker hears of everything that changes the booking. */
const audiences: Record<BookingEventName, Audience> = {
  'booking.requested': { booker: 'bookingRequested', lab: 'bookingToDecide', labRoles: ['labManager', 'keeper'] },
  'booking.confirmed': { booker: 'bookingConfirmed', lab: 'bookingPlanned', labRoles: ['labManager', 'keeper'] },
  'booking.declined': { booker: 'bookingDeclined' },
  'booking.cancelled': { booker: 'bookingCancelled', lab: 'bookingReleased', labRoles: ['labManager', 'keeper'] },
  'booking.expired': { booker: 'bookingExpired', lab: 'bookingLapsed', labRoles: ['labManager'] },
  'booking.started': {},
  'booking.completed': { booker: 'bookingCompleted' },
  'booking.noShow': { booker: 'bookingNoShow', lab: 'bookingMissed', labRoles: ['keeper'] },
  'booking.rescheduled': { booker: 'bookingMoved', lab: 'bookingReplanned', labRoles: ['labManager', 'keeper'] },
  'booking.transferred': { booker: 'bookingReceived' },
  'booking.unended': { lab: 'bookingUnended', labRoles: ['keeper'] },
};

/** Tells the booker and the lab what happened to a booking, and every open board that it is out of date. */
export function tellBooking(mailDomain: string): EventCommand<BookingEventName> {
  return async (tx, context, event) => {
    const { labId, bookingId, actorUserId, reason } = event.payload;
    await announceBoardChange(tx, labId);
    const audience = audiences[event.name];
    if (event.payload.isFollowing) return done(undefined);
    const found = await findBookingFacts(tx, labId, bookingId);
    if (!found || (!audience.booker && !audience.lab)) return done(undefined);
    const facts = factsOf(event, { ...found.facts, ...(reason ? { reason } : {}) });
    const common = { eventId: event.id, mailDomain, at: context.now };
    if (audience.booker) {
      const people = await bookerOf(tx, found.bookerId);
      await tell(tx, { ...common, notice: noticeOf(audience.booker, facts), people });
    }
    if (audience.lab) {
      const people = await listPeopleOfLab(tx, labId, audience.labRoles ?? []);
      const others = people.filter((person) => person.userId !== actorUserId);
      await tell(tx, { ...common, notice: noticeOf(audience.lab, facts), people: others });
    }
    if (event.name === 'booking.transferred') {
      const { previousUserId } = event.payload as Events['booking.transferred'];
      const people = await bookerOf(tx, previousUserId);
      await tell(tx, { ...common, notice: noticeOf('bookingHandedOn', facts), people });
    }
    return done(undefined);
  };
}

/** A move tells when the booking was to be before; that is nowhere else any more. */
function factsOf(event: StoredEvent<BookingEventName>, facts: BookingFacts): BookingFacts {
  const { occurrences } = event.payload;
  const told = occurrences === undefined ? facts : { ...facts, occurrences };
  return 'previous' in event.payload ? ({ ...told, previous: event.payload.previous } as MovedFacts) : told;
}

/** The kind says which facts it needs, and `factsOf` has put them there. */
function noticeOf(kind: BookingKind, facts: BookingFacts): Notice {
  return { kind, facts } as Notice;
}

async function bookerOf(tx: Tx, userId: string): Promise<Person[]> {
  const person = await findPerson(tx, userId);
  return person ? [person] : [];
}
