import { deleteLoginFailuresBefore, deleteTokensExpiredBefore } from '@guanyi/db/identity/expired';
import { deleteKeysBefore } from '@guanyi/db/identity/idempotency';
import { trimMailbox } from '@guanyi/db/notifications/mailbox';
import { deleteEventsBefore } from '@guanyi/db/outbox-relay';
import { type Command, done } from '../context.ts';

const dayMs = 86_400_000;
/** Promised is a day; the second covers clocks and long retries. */
const idempotencyKeyKeptMs = 2 * dayMs;
/** A rotated token that comes back within this is still recognised as stolen. */
const expiredTokenKeptMs = 7 * dayMs;
const loginFailureKeptMs = dayMs;
/** Long enough to look into what happened; notifications and deliveries themselves stay. */
const closedEventKeptMs = 30 * dayMs;
const closedEventsAtOnce = 5_000;
const mailsKept = 2_000;

export interface Forgotten {
  readonly idempotencyKeys: number;
  readonly tokens: number;
  readonly loginFailures: number;
  readonly events: number;
}

/** Removes what has served its purpose. Runs every few minutes; what it does not manage at once it finds again. */
export const forgetExpired: Command<void, Forgotten> = async (tx, { now }) => {
  await trimMailbox(tx, mailsKept);
  return done({
    idempotencyKeys: await deleteKeysBefore(tx, now - idempotencyKeyKeptMs),
    tokens: await deleteTokensExpiredBefore(tx, now - expiredTokenKeptMs),
    loginFailures: await deleteLoginFailuresBefore(tx, now - loginFailureKeptMs),
    events: await deleteEventsBefore(tx, now - closedEventKeptMs, closedEventsAtOnce),
  });
};
