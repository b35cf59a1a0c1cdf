import { rateUsage as command } from '@guanyi/commands/billing/rate-usage';
import type { Reaction } from '../../reaction.ts';

/** A use that is on record gets its charge. */
export const rateUsage: Reaction<'usage.recorded'> = {
  command: () => (tx, context, event) => command(tx, context, event.payload),
};
