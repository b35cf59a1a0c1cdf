import { advanceConflict } from '@guanyi/commands/scheduling/advance-conflict';
import type { Reaction } from '../../reaction.ts';

/** A claim cannot stay where it is: other places are looked for and held. What fails here the sweeper takes up. */
export const offerOptions: Reaction<'conflict.opened'> = {
  command: () => (tx, context, event) => advanceConflict(tx, context, event.payload),
};
