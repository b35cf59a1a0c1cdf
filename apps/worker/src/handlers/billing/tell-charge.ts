import { tellCharge as command } from '@guanyi/commands/notifications/tell-charge';
import type { Reaction } from '../../reaction.ts';

/** Who owes and who is owed are told of a new charge. */
export const tellCharge: Reaction<'charge.created'> = { command: (deps) => command(deps.mailDomain) };
