import { tellRegistration as command } from '@guanyi/commands/notifications/tell-organisation';
import type { Reaction } from '../../reaction.ts';

/** A new organisation: it hears that it has arrived, the platform that there is somebody to verify. */
export const tellRegistration: Reaction<'organisation.registered'> = { command: (deps) => command(deps.mailDomain) };
