import { tellEquity as command } from '@guanyi/commands/notifications/tell-equity';
import type { Reaction } from '../../reaction.ts';

/** Both sides hear what happens to an equity case. */
export const tellEquity: Reaction<'equity.changed'> = { command: (deps) => command(deps.mailDomain) };
