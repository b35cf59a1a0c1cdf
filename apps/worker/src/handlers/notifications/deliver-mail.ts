import type { Database } from '@guanyi/db/client';
import {
  beginAttempt,
  type ClaimedDelivery,
  type DeliveryInHand,
  markDead,
  markForRetry,
  markSent,
} from '@guanyi/db/notifications/deliveries';
import { keepMail } from '@guanyi/db/notifications/mailbox';
import { renderNoticeMail } from '@guanyi/documents/notifications/notice-mail';
import { isPlainAddress } from '@guanyi/domain/notifications/address';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import { type Mailer, MailRefused, messageOf, type OutgoingMail } from '../../mailer.ts';

export interface DeliveryDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Undefined keeps mails in the mailbox table instead. */
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string;
  /** Our own address, without a name: who invites. */
  readonly sender: string;
  /** Pause before attempt `attempt + 1`. */
  readonly retryDelayMs: (attempt: number) => number;
  /** A sender that died leaves its mail to the next one after this. */
  readonly attemptLeaseMs: number;
}

/** Longer than a conversation with a mail server can last. */
export const attemptLeaseMs = 90_000;
/** With the pauses below this is about three days, the time after which mail servers give up too. */
const maximumAttempts = 300;
const longestErrorLength = 500;

/** 1 s, 2 s, 4 s … up to a quarter of an hour: quick after a hiccup, patient with a server that is down. */
export function retryDelayMs(attempt: number): number {
  return Math.min(1_000 * 2 ** Math.min(attempt - 1, 20), 900_000);
}

/** Makes one attempt at one mail. A job that comes twice finds the attempt taken and does nothing. */
export async function deliverMail(deps: DeliveryDeps, claimed: ClaimedDelivery): Promise<void> {
  const delivery = await beginAttempt(deps.database, claimed, deps.attemptLeaseMs);
  if (!delivery) return;
  if (!isPlainAddress(delivery.recipient)) {
    await markDead(
      deps.database,
      delivery.id,
      'The address is not one that a mailer can be trusted with.',
      deps.clock.now(),
    );
    return;
  }
  const { notice, name, token } = delivery.payload;
  const { publicUrl, sender } = deps;
  const { recipient } = delivery;
  const input = { notice, name, publicUrl, sender, recipient, ...(token ? { token } : {}) };
  const mail = {
    ...renderNoticeMail(input, delivery.locale),
    recipient,
    locale: delivery.locale,
    messageId: delivery.messageId,
  };
  try {
    await handOver(deps, mail);
  } catch (error) {
    await recordFailure(deps, delivery, error);
    return;
  }
  await markSent(deps.database, delivery.id, deps.clock.now());
}

async function handOver({ mailer, database, clock }: DeliveryDeps, mail: OutgoingMail): Promise<void> {
  if (mailer) return mailer.send(mail);
  const { messageId, recipient, subject, text, html, invitation } = mail;
  const bodies = { textBody: text, htmlBody: html, calendarBody: invitation?.content ?? null };
  await keepMail(database, { messageId, recipient, subject, ...bodies }, clock.now());
}

async function recordFailure(deps: DeliveryDeps, delivery: DeliveryInHand, error: unknown): Promise<void> {
  const reason = messageOf(error).slice(0, longestErrorLength);
  const now = deps.clock.now();
  if (error instanceof MailRefused || delivery.attempt >= maximumAttempts) {
    deps.log.error({ deliveryId: delivery.id, attempt: delivery.attempt, reason }, 'A mail is given up.');
    await markDead(deps.database, delivery.id, reason, now);
    return;
  }
  deps.log.warn(
    { deliveryId: delivery.id, attempt: delivery.attempt, reason },
    'A mail could not go out; it is tried again.',
  );
  const delayMs = deps.retryDelayMs(delivery.attempt);
  await markForRetry(deps.database, delivery.id, { delayMs, error: reason, now });
}
