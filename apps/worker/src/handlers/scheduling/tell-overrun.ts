import { tellOverrun as command } from '@guanyi/commands/notifications/tell-overrun';
import type { Reaction } from '../../reaction.ts';

/** The next user hears that the instrument is still in use, before they set out. */
export const tellOverrun: Reaction<'booking.overrun'> = { command: (deps) => command(deps.mailDomain) };
