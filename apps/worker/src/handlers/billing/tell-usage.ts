import { tellUsage as command, type UsageEventName } from '@guanyi/commands/notifications/tell-usage';
import type { Reaction } from '../../reaction.ts';

/** Who has to act on a use, or waits for a decision about it, is told. */
export const tellUsage: Reaction<UsageEventName> = { command: (deps) => command(deps.mailDomain) };
