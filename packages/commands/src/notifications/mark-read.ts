import { findNotification, type StoredNotification } from '@guanyi/db/notifications/queries';
import { markNotificationRead } from '@guanyi/db/notifications/store';
import { type Command, done, refuse } from '../context.ts';

/** Marks an own notification as read; reading it again changes nothing. */
export const markRead: Command<{ notificationId: string }, StoredNotification> = async (tx, context, input) => {
  const { userId } = context.reach;
  if (!userId || !(await markNotificationRead(tx, userId, input.notificationId, context.now))) {
    return refuse('not-found');
  }
  const notification = await findNotification(tx, userId, input.notificationId);
  return notification ? done(notification) : refuse('not-found');
};
