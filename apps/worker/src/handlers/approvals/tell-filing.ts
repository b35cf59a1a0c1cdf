import { tellFiling as command } from '@guanyi/commands/notifications/tell-filing';
import type { Reaction } from '../../reaction.ts';

/** The district is reminded of what is to be filed. */
export const tellFiling: Reaction<'filing.due'> = { command: (deps) => command(deps.mailDomain) };
