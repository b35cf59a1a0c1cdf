import type { RenderedMail } from '@guanyi/documents/notifications/notice-mail';
import { createTransport } from 'nodemailer';

export interface OutgoingMail extends RenderedMail {
  readonly recipient: string;
  readonly locale: string;
  /** With its angle brackets; the same on every attempt. */
  readonly messageId: string;
}

/** Hands mails to a mail server. */
export interface Mailer {
  /** Resolves once the server has said 250 to the message. @throws MailRefused or the transport's error. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The server will never take this message: it said 5xx to the sender, the recipient or the content. */
export class MailRefused extends Error {}

/** A conversation with a mail server ends within this, whatever the server does; the lease of a delivery is longer. */
const connectionTimeoutMs = 10_000;
const silenceTimeoutMs = 20_000;

/** Opens a small pool of connections to the server of the address, `smtp://` or `smtps://` with credentials if needed. */
export function openMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    maxMessages: 200,
    // A message that was under way when the connection broke comes back to us: only we know how often it may be tried.
    maxRequeues: 0,
    connectionTimeout: connectionTimeoutMs,
    greetingTimeout: connectionTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    // A certificate for this very machine cannot be checked, and nobody listens in on the way to it.
    ...(isOnThisMachine(smtpUrl) ? { ignoreTLS: true } : {}),
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: mail.recipient },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          ...(mail.invitation ? { icalEvent: { ...mail.invitation, filename: 'booking.ics' } } : {}),
          messageId: mail.messageId,
          headers: { 'Content-Language': mail.locale, 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw isFinal(error) ? new MailRefused(messageOf(error), { cause: error }) : error;
      }
    },
    close: () => transport.close(),
  };
}

/** Refused log-ins and servers that are closing say 5xx too, but not about this message. */
function isFinal(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}

function isOnThisMachine(smtpUrl: string): boolean {
  const { protocol, hostname } = new URL(smtpUrl);
  return protocol === 'smtp:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
