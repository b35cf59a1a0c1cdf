import { type BoardEvent, renewBoard as command } from '@guanyi/commands/notifications/renew-board';
import type { Reaction } from '../../reaction.ts';

/** Open boards show at once what is out of service, and who waits or has been offered a slot. */
export const renewBoard: Reaction<BoardEvent> = { command: () => command };
