import { type BookingEventName, tellBooking as command } from '@guanyi/commands/notifications/tell-booking';
import type { Reaction } from '../../reaction.ts';

/** Whatever happens to a booking: the booker and the lab are told, open boards are renewed. */
export const tellBooking: Reaction<BookingEventName> = { command: (deps) => command(deps.mailDomain) };
