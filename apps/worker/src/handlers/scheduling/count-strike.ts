import { countStrike as command } from '@guanyi/commands/scheduling/count-strike';
import type { Reaction } from '../../reaction.ts';

/** A missed booking is held against who missed it. */
export const countStrike: Reaction<'booking.noShow'> = {
  command: () => (tx, context, event) => command(tx, context, { ...event.payload, at: event.occurredAt }),
};
