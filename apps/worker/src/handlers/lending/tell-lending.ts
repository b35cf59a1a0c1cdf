import { tellLending as command } from '@guanyi/commands/notifications/tell-lending';
import type { Reaction } from '../../reaction.ts';

/** Both sides hear what happens to a loan or lease. */
export const tellLending: Reaction<'lending.changed'> = { command: (deps) => command(deps.mailDomain) };
