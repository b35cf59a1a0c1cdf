import { tellSuspension as command, type SuspensionEventName } from '@guanyi/commands/notifications/tell-suspension';
import type { Reaction } from '../../reaction.ts';

/** The suspended person and the lab hear of suspension, appeal and decision. */
export const tellSuspension: Reaction<SuspensionEventName> = { command: (deps) => command(deps.mailDomain) };
