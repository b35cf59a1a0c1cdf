import { type ConflictEventName, tellConflict as command } from '@guanyi/commands/notifications/tell-conflict';
import type { Reaction } from '../../reaction.ts';

/** Whoever has to choose, or to look after it, or wants to know how it ended, is told. */
export const tellConflict: Reaction<ConflictEventName> = { command: (deps) => command(deps.mailDomain) };
