import { tellVerification as command } from '@guanyi/commands/notifications/tell-organisation';
import type { Reaction } from '../../reaction.ts';

/** A verified organisation hears that its members can book. */
export const tellVerification: Reaction<'organisation.verified'> = { command: (deps) => command(deps.mailDomain) };
