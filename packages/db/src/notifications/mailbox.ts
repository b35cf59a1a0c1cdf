import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';

/** A mail that was kept here because no mail server is set. */
export interface KeptMail {
  readonly position: number;
  readonly messageId: string;
  readonly recipient: string;
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string;
  /** An iCalendar invitation that came with it. */
  readonly calendarBody: string | null;
  readonly receivedAt: number;
}

/** Keeps a mail; the same message again changes nothing. */
export async function keepMail(
  { sql }: Connection,
  mail: Omit<KeptMail, 'position' | 'receivedAt'>,
  now: number,
): Promise<void> {
  await sql`
    INSERT INTO mailbox (message_id, recipient, subject, text_body, html_body, calendar_body, received_at)
    VALUES (${mail.messageId}, ${mail.recipient}, ${mail.subject}, ${mail.textBody}, ${mail.htmlBody}, ${mail.calendarBody},
      ${instantToText(now)})
    ON CONFLICT (message_id) DO NOTHING`;
}

type KeptRow = Omit<KeptMail, 'receivedAt'> & { receivedAt: string };

/** Newest first, at most `limit`; `recipient` narrows to one address. */
export async function listKeptMails(
  { sql }: Connection,
  wanted: { limit: number; recipient?: string | undefined },
): Promise<KeptMail[]> {
  const rows = await sql<KeptRow[]>`
    SELECT position, message_id AS "messageId", recipient, subject, text_body AS "textBody", html_body AS "htmlBody",
      calendar_body AS "calendarBody", received_at::text AS "receivedAt"
    FROM mailbox ${wanted.recipient ? sql`WHERE recipient = ${wanted.recipient}` : sql``}
    ORDER BY position DESC LIMIT ${count(sql, wanted.limit)}`;
  return rows.map(keptMailOf);
}

export async function findKeptMail({ sql }: Connection, position: number): Promise<KeptMail | undefined> {
  const [row] = await sql<KeptRow[]>`
    SELECT position, message_id AS "messageId", recipient, subject, text_body AS "textBody", html_body AS "htmlBody",
      calendar_body AS "calendarBody", received_at::text AS "receivedAt"
    FROM mailbox WHERE position = ${position}`;
  return row && keptMailOf(row);
}

/** Keeps the newest mails only, so that a long demonstration does not fill the disk. */
export async function trimMailbox({ sql }: Connection, keep: number): Promise<void> {
  await sql`
    DELETE FROM mailbox WHERE position <= (SELECT position FROM mailbox ORDER BY position DESC OFFSET ${keep} LIMIT 1)`;
}

function keptMailOf(row: KeptRow): KeptMail {
  return { ...row, receivedAt: instantFromText(row.receivedAt) };
}
