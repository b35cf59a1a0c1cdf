import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, key, stamps } from '../columns.ts';
import { users } from '../identity/tables.ts';

/** What happened, written in the transaction that made it happen. Done when every handler has handled it, not when it is queued. */
export const outbox = pgTable('outbox', {
  id: key().primaryKey(),
  /** Claimed lab by lab; platform-wide events carry none. */
  labId: uuid(),
  name: text().notNull(),
  version: integer().notNull().default(1),
  /** Events of one aggregate are told in order. */
  aggregateId: uuid().notNull(),
  payload: jsonb().$type<Record<string, unknown>>().notNull(),
  occurredAt: instant().notNull(),
  /** Until then a relay has it in hand; after it the sweeper may take it again. */
  claimedUntilAt: instant(),
  attempts: integer().notNull().default(0),
  processedAt: instant(),
});

/** One row a finished handler: the reason why a job that runs twice acts once. */
export const outboxHandled = pgTable(
  'outbox_handled',
  { outboxId: uuid().notNull(), handler: text().notNull(), handledAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.outboxId, t.handler] })],
);

export const notifications = pgTable(
  'notifications',
  {
    id: key().primaryKey(),
    userId: uuid().notNull(),
    /** The outbox row that it tells of. */
    eventId: uuid().notNull(),
    kind: text().notNull(),
    /** What the text needs: names, times, amounts, a link. */
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    readAt: instant(),
    ...stamps(),
  },
  (t) => [
    uniqueIndex('notifications_once').on(t.eventId, t.userId, t.kind),
    index('notifications_by_user').on(t.userId, t.createdAt, t.id),
  ],
);

/** One mail to one person; done only when the mail server has said 250. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: key().primaryKey(),
    notificationId: uuid(),
    userId: uuid(),
    channel: text({ enum: ['mail'] }).notNull(),
    recipient: text().notNull(),
    locale: text().notNull(),
    template: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Stable over every attempt, so that a mail program folds repeats into one. */
    messageId: text().notNull(),
    status: text({ enum: ['pending', 'sent', 'dead'] })
      .notNull()
      .default('pending'),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant().notNull(),
    claimedUntilAt: instant(),
    sentAt: instant(),
    lastError: text(),
    ...stamps(),
  },
  (t) => [
    uniqueIndex('deliveries_message_key').on(t.messageId),
    index('deliveries_by_notification').on(t.notificationId),
  ],
);

/** Where mails land when no SMTP server is set: shown at /mailbox, never in production. */
export const mailbox = pgTable(
  'mailbox',
  {
    position: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    messageId: text().notNull(),
    recipient: text().notNull(),
    subject: text().notNull(),
    textBody: text().notNull(),
    htmlBody: text().notNull(),
    /** The invitation that came with it, as an iCalendar file. */
    calendarBody: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('mailbox_message_key').on(t.messageId)],
);

/** A calendar that a program subscribes to. Its address is the only key; the table keeps a hash of it. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    id: key().primaryKey(),
    /** Whose rights decide, at every reading, what the calendar shows. */
    userId: uuid()
      .notNull()
      .references(() => users.id),
    scope: text({ enum: ['user', 'instrument', 'lab'] }).notNull(),
    instrumentId: uuid(),
    labId: uuid(),
    tokenHash: text().notNull(),
    revokedAt: instant(),
    ...stamps(),
  },
  (t) => [
    uniqueIndex('calendar_feeds_token_key').on(t.tokenHash),
    index('calendar_feeds_by_user').on(t.userId, t.createdAt, t.id),
  ],
);
