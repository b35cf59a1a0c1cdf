import { revokeFeed } from '@guanyi/db/notifications/feeds';
import { type Command, done, refuse } from '../context.ts';

/** Closes an own calendar for good; a new one gets a new address. */
export const revokeCalendarFeed: Command<{ calendarFeedId: string }, null> = async (tx, context, input) => {
  const { userId } = context.reach;
  if (!userId || !(await revokeFeed(tx, userId, input.calendarFeedId, context.now))) return refuse('not-found');
  return done(null);
};
