import { tellOverdue as command } from '@guanyi/commands/payments/tell-overdue';
import type { Reaction } from '../../reaction.ts';

/** Who is late with a payment is reminded. */
export const tellOverdue: Reaction<'payment.overdue'> = { command: (deps) => command(deps.mailDomain) };
