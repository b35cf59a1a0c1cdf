import { closeConflictOf } from '@guanyi/commands/scheduling/close-conflict';
import type { Reaction } from '../../reaction.ts';

type Ended =
  | 'booking.declined'
  | 'booking.cancelled'
  | 'booking.expired'
  | 'booking.started'
  | 'booking.completed'
  | 'booking.noShow'
  | 'booking.rescheduled'
  | 'booking.unended';

/** A booking that was ended, used or moved by somebody leaves its conflict nothing to resolve. */
export const closeConflict: Reaction<Ended> = {
  command: () => (tx, context, event) => {
    const isOver = event.name === 'booking.completed' || event.name === 'booking.unended';
    return closeConflictOf(tx, context, { ...event.payload, isOver });
  },
};
