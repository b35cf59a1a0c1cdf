import { announceBoardChange } from '@guanyi/db/notifications/store';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';

/** What changes a board or its tray, and is told to nobody else who works in the lab. */
export type BoardEvent =
  | 'outage.announced'
  | 'outage.cancelled'
  | 'waitlist.joined'
  | 'waitlist.offered'
  | 'waitlist.accepted'
  | 'waitlist.lapsed'
  | 'waitlist.left';

/** Tells every open board of the lab that it is out of date. */
export const renewBoard: EventCommand<BoardEvent> = async (tx, _context, event) => {
  await announceBoardChange(tx, event.payload.labId);
  return done(undefined);
};
