import { tellInvitation as command } from '@guanyi/commands/notifications/tell-invitation';
import type { Reaction } from '../../reaction.ts';

/** Somebody invited gets the one-time link. */
export const tellInvitation: Reaction<'member.invited'> = { command: (deps) => command(deps.mailDomain) };
