import type { AddressInfo } from 'node:net';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly messageId: string;
  readonly recipient: string;
  readonly mail: ParsedMail;
  /** The message as it came over the wire. */
  readonly raw: string;
}

/** What the server does with a message after the last byte of it. */
export type Verdict = 'accept' | 'refuseForNow' | 'refuseForEver' | 'hangUpBefore250' | 'hangUpAfterKeeping';

export interface MailServer {
  readonly url: string;
  /** Everything that was taken in, repeats included. */
  readonly received: ReceivedMail[];
  /** Decides over each message; accepts all unless set. */
  judge(decide: (recipient: string) => Verdict): void;
  /** Stops listening as a server that is down does; `start` brings it back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A real SMTP server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let decide: (recipient: string) => Verdict = () => 'accept';
  let port = 0;
  let server: SMTPServer | undefined;

  async function start(): Promise<void> {
    const sockets = new Map<string, { destroy(): void }>();
    const starting = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH'],
      disableReverseLookup: true,
      logger: false,
      onConnect(session, callback) {
        callback();
        const connections = (starting as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> })
          .connections;
        for (const one of connections) if (one.id === session.id) sockets.set(session.id, one._socket);
      },
      onData(stream, session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const recipient = session.envelope.rcptTo[0]?.address ?? '';
          const verdict = decide(recipient);
          if (verdict === 'accept' || verdict === 'hangUpAfterKeeping')
            received.push(await keep(Buffer.concat(chunks)));
          if (verdict === 'hangUpBefore250' || verdict === 'hangUpAfterKeeping') sockets.get(session.id)?.destroy();
          else if (verdict === 'accept') callback(null, 'kept');
          else callback(replyOf(verdict));
        });
      },
    });
    starting.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      starting.once('error', reject);
      starting.listen(port, '127.0.0.1', resolve);
    });
    port = (starting.server.address() as AddressInfo).port;
    server = starting;
  }

  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    judge(next) {
      decide = next;
    },
    start,
    stop: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  };
}

function replyOf(verdict: Verdict): Error {
  const responseCode = verdict === 'refuseForNow' ? 451 : 550;
  return Object.assign(new Error('not now'), { responseCode });
}

async function keep(raw: Buffer): Promise<ReceivedMail> {
  const mail = await simpleParser(raw);
  const recipient = (mail.to as AddressObject | undefined)?.value[0]?.address ?? '';
  return { messageId: mail.messageId ?? '', recipient, mail, raw: raw.toString('utf8') };
}
