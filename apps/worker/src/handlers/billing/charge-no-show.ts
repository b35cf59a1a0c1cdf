import { chargeMissedBooking } from '@guanyi/commands/billing/charge-fee';
import type { Reaction } from '../../reaction.ts';

/** A booking that nobody came to costs what its policy asks. */
export const chargeNoShow: Reaction<'booking.noShow'> = {
  command: () => (tx, context, event) => chargeMissedBooking(tx, context, event.payload),
};
