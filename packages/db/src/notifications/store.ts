import type { Notice } from '@guanyi/domain/notifications/notice';
import { newId } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** Postgres channels on which the API hears that somebody's screen is out of date. */
export const channels = { notifications: 'guanyi_notifications', boards: 'guanyi_boards' } as const;

/** One event as it is told to some people at once. */
export interface NewTelling {
  readonly eventId: string;
  readonly notice: Notice;
  readonly people: readonly Told[];
  /** Who sees it in the application only. */
  readonly quietly?: readonly Told[] | undefined;
  /** One-time token of an invitation: goes into the link of the mail and is wiped once the mail is out. */
  readonly token?: string | undefined;
  /** Domain of the sender, right of the @ of the Message-ID. */
  readonly mailDomain: string;
  readonly at: number;
}

interface Told {
  readonly userId: string;
  readonly email: string;
  readonly locale: 'zh-CN' | 'en';
  /** The name to greet. */
  readonly displayName: string;
}

/**
 * Tells people of one event, each once, in the application and by mail, in one statement: as one a row it took most of the time of an
 * event. Who was told before is left alone. A mail's Message-ID is settled here, so that every attempt is the same message. Listeners
 * hear of it when the transaction commits.
 * @returns the ids of the new notifications.
 */
export async function insertTellings(tx: Tx, telling: NewTelling): Promise<string[]> {
  const { eventId, notice, token, mailDomain } = telling;
  const at = instantToText(telling.at);
  const all = [
    ...telling.people.map((person) => ({ person, quiet: false })),
    ...(telling.quietly ?? []).map((person) => ({ person, quiet: true })),
  ];
  const people = all.map(({ person, quiet }) => {
    const id = newId();
    const payload = { notice, name: person.displayName, ...(token ? { token } : {}) };
    const mail = { delivery: newId(), recipient: person.email, locale: person.locale, payload };
    return { id, quiet, user_id: person.userId, message_id: `<${id}@${mailDomain}>`, ...mail };
  });
  if (people.length === 0) return [];
  const rows = await tx.sql<{ id: string }[]>`
    WITH person AS (
      SELECT * FROM jsonb_to_recordset(${tx.sql.json(people as never)}) AS p(
        id uuid, quiet boolean, user_id uuid, message_id text, delivery uuid, recipient text, locale text, payload jsonb)
    ), told AS (
      INSERT INTO notifications (id, user_id, event_id, kind, payload, created_at, updated_at)
      SELECT id, user_id, ${eventId}, ${notice.kind}, ${tx.sql.json(notice.facts as never)}, ${at}, ${at} FROM person
      ON CONFLICT (event_id, user_id, kind) DO NOTHING RETURNING id, user_id
    ), lined AS (
      INSERT INTO deliveries (id, notification_id, user_id, channel, recipient, locale, template, payload, message_id,
        next_attempt_at, created_at, updated_at)
      SELECT p.delivery, p.id, p.user_id, 'mail', p.recipient, p.locale, ${notice.kind}, p.payload, p.message_id,
        clock_timestamp(), ${at}, ${at}
      FROM person p JOIN told ON told.id = p.id WHERE NOT p.quiet
    )
    SELECT id, pg_notify(${channels.notifications}, user_id || ' ' || id) FROM told`;
  return rows.map((row) => row.id);
}

/** Says that the calendar of a lab has changed, when the transaction commits. */
export async function announceBoardChange(tx: Tx, labId: string): Promise<void> {
  await tx.sql`SELECT pg_notify(${channels.boards}, ${labId})`;
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
