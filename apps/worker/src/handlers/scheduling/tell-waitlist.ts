import { tellWaitlist as command, type WaitlistEventName } from '@guanyi/commands/notifications/tell-waitlist';
import type { Reaction } from '../../reaction.ts';

/** Whose turn it is on a waitlist, and whose has passed, is told. */
export const tellWaitlist: Reaction<WaitlistEventName> = { command: (deps) => command(deps.mailDomain) };
