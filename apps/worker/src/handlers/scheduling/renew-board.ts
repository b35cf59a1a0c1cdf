import { renewBoard as command } from '@guanyi/commands/notifications/renew-board';
import type { Reaction } from '../../reaction.ts';

/** Open boards show what is out of service at once. */
export const renewBoard: Reaction<'outage.announced' | 'outage.cancelled'> = { command: () => command };
