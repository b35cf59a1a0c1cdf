import { type BreakdownEventName, tellBreakdown as command } from '@guanyi/commands/notifications/tell-upkeep';
import type { Reaction } from '../../reaction.ts';

/** The keepers hear of a report, the reporter of its end. */
export const tellBreakdown: Reaction<BreakdownEventName> = { command: (deps) => command(deps.mailDomain) };
