import type { BookingView } from '@guanyi/db/scheduling/booking-queries';
import type { NewBooking } from '@guanyi/db/scheduling/bookings';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';

/** A booking that has just been written, as a reader will see it: everything is known, so it is not read back. */
export function viewOfNew(booking: NewBooking, { instrument, customer, displayName }: RequestFacts): BookingView {
  if (!customer || displayName === null) throw new Error('A booking has a customer and a person.');
  return {
    ...booking,
    version: 1,
    updatedAt: booking.createdAt,
    form: 'machineTime',
    checkedInAt: null,
    checkedOutAt: null,
    decisionReason: null,
    cancellationFeeFen: null,
    instrument,
    lab: instrument.lab,
    organisation: customer,
    displayName,
    history: [
      {
        at: new Date(booking.createdAt).toISOString(),
        action: 'request',
        fromStatus: null,
        toStatus: booking.status,
        userId: booking.userId,
        displayName,
        reason: null,
      },
    ],
  };
}
