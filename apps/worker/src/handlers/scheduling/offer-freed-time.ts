import { offerAfterBooking } from '@guanyi/commands/scheduling/offer-after-booking';
import { offerFreedTime as command } from '@guanyi/commands/scheduling/offer-freed-time';
import type { Reaction } from '../../reaction.ts';

type Freeing =
  | 'booking.declined'
  | 'booking.cancelled'
  | 'booking.expired'
  | 'booking.completed'
  | 'booking.noShow'
  | 'booking.rescheduled'
  | 'booking.unended';

/** Time is free again, a whole slot or a part of one: whoever waits for it is offered it, in order. */
export const offerAfter: Reaction<Freeing> = {
  command: () => (tx, context, event) => offerAfterBooking(tx, context, event.payload),
};

/** Somebody has joined, or an offer was let go: what is free goes to whoever stands first. */
export const offerFreedTime: Reaction<'waitlist.joined' | 'waitlist.lapsed' | 'waitlist.left'> = {
  command: () => (tx, context, event) => command(tx, context, event.payload),
};
