import { findBookingFacts, findPerson } from '@guanyi/db/notifications/queries';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

/** Warns the next user that the one before them is still at the instrument. */
export function tellOverrun(mailDomain: string): EventCommand<'booking.overrun'> {
  return async (tx, context, event) => {
    const { labId, nextBookingId } = event.payload;
    const next = await findBookingFacts(tx, labId, nextBookingId);
    const person = next && (await findPerson(tx, next.bookerId));
    if (!person) return done(undefined);
    const notice = { kind: 'bookingDelayed', facts: next.facts } as const;
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice, people: [person] });
    return done(undefined);
  };
}
