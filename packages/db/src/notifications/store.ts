import type { Notice } from '@guanyi/domain/notifications/notice';
import { newId } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** Postgres channels on which the API hears that somebody's screen is out of date. */
export const channels = { notifications: 'guanyi_notifications', boards: 'guanyi_boards' } as const;

export interface NewNotification {
  readonly userId: string;
  readonly eventId: string;
  readonly notice: Notice;
  readonly at: number;
}

/**
 * Tells one person of one event, once. @returns the id, or undefined when they were told before.
 * Listeners hear of it when the transaction commits.
 */
export async function insertNotification(tx: Tx, notification: NewNotification): Promise<string | undefined> {
  const id = newId();
  const { userId, eventId, notice } = notification;
  const at = instantToText(notification.at);
  const result = await tx.sql`
    INSERT INTO notifications (id, user_id, event_id, kind, payload, created_at, updated_at)
    VALUES (${id}, ${userId}, ${eventId}, ${notice.kind}, ${tx.sql.json(notice.facts as never)}, ${at}, ${at})
    ON CONFLICT (event_id, user_id, kind) DO NOTHING`;
  if (result.count === 0) return undefined;
  await tx.sql`SELECT pg_notify(${channels.notifications}, ${`${userId} ${id}`})`;
  return id;
}

/** Says that the calendar of a lab has changed, when the transaction commits. */
export async function announceBoardChange(tx: Tx, labId: string): Promise<void> {
  await tx.sql`SELECT pg_notify(${channels.boards}, ${labId})`;
}

export interface NewDelivery {
  readonly notificationId: string;
  readonly userId: string;
  readonly recipient: string;
  readonly locale: 'zh-CN' | 'en';
  readonly notice: Notice;
  /** The name to greet. */
  readonly name: string;
  /** One-time token of an invitation: goes into the link of the mail and is wiped once the mail is out. */
  readonly token?: string;
  /** Domain of the sender, right of the @ of the Message-ID. */
  readonly mailDomain: string;
  readonly at: number;
}

/** Puts one mail in line. Its Message-ID is settled here, so that every attempt is the same message. */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  const id = newId();
  const at = instantToText(delivery.at);
  const payload = {
    notice: delivery.notice,
    name: delivery.name,
    ...(delivery.token ? { token: delivery.token } : {}),
  };
  await tx.sql`
    INSERT INTO deliveries (id, notification_id, user_id, channel, recipient, locale, template, payload, message_id,
      next_attempt_at, created_at, updated_at)
    VALUES (${id}, ${delivery.notificationId}, ${delivery.userId}, 'mail', ${delivery.recipient}, ${delivery.locale},
      ${delivery.notice.kind}, ${tx.sql.json(payload as never)}, ${`<${delivery.notificationId}@${delivery.mailDomain}>`},
      clock_timestamp(), ${at}, ${at})`;
}

/** @returns the notification's new version; undefined when it is missing or somebody else's. Reading twice changes nothing. */
export async function markNotificationRead(
  { sql }: Connection,
  userId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const at = instantToText(now);
  const result = await sql`
    UPDATE notifications SET version = version + CASE WHEN read_at IS NULL THEN 1 ELSE 0 END,
      updated_at = CASE WHEN read_at IS NULL THEN ${at}::timestamptz ELSE updated_at END, read_at = coalesce(read_at, ${at})
    WHERE id = ${id} AND user_id = ${userId}`;
  return result.count === 1;
}
