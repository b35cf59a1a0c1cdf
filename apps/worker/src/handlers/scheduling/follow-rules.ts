import { followRulesOf } from '@guanyi/commands/scheduling/judge-claims-ahead';
import type { Reaction } from '../../reaction.ts';

/** Bookings to come that new rules or a new holiday refuse become conflicts. */
export const followRules: Reaction<'bookingRules.changed'> = {
  command: () => async (tx, context, event) => {
    await followRulesOf(tx, context, event.payload);
    return { ok: true, value: undefined };
  },
};
