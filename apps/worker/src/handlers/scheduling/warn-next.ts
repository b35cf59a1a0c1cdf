import { warnOfOverrun } from '@guanyi/commands/scheduling/warn-of-overrun';
import type { Reaction } from '../../reaction.ts';

/** A use goes on beyond its end: the next user is warned before they travel, and may move or cancel. */
export const warnNext: Reaction<'booking.overrun'> = {
  command: () => (tx, context, event) => warnOfOverrun(tx, context, event.payload),
};
