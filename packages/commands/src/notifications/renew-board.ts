import { announceBoardChange } from '@guanyi/db/notifications/store';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';

/** Tells every open board of the lab that it is out of date. */
export const renewBoard: EventCommand<'outage.announced' | 'outage.cancelled'> = async (tx, _context, event) => {
  await announceBoardChange(tx, event.payload.labId);
  return done(undefined);
};
