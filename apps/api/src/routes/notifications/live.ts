import type { ServerResponse } from 'node:http';
import type { streamEvents } from '@guanyi/contracts/notifications/endpoints';
import { findNotification } from '@guanyi/db/notifications/queries';
import { channels } from '@guanyi/db/notifications/store';
import type { Api } from '../../api.ts';
import type { Locale } from '../../locale.ts';
import { Problem } from '../../problem.ts';
import type { Call } from '../../register.ts';
import { presentNotification } from './present.ts';

/** Proxies close what is silent for a minute; half of that also tells us soon that a client has gone. */
const heartbeatMs = 25_000;
/** A browser keeps one stream a tab; more than this is a mistake or an attack, and the oldest ends. */
const streamsPerPerson = 20;
/** A client that does not read is let go before it fills our memory; it comes back and asks for the list. */
const unreadLimitBytes = 262_144;

interface Stream {
  readonly userId: string;
  readonly labIds: readonly string[];
  readonly locale: Locale;
  readonly out: ServerResponse;
  isAllowed(): Promise<boolean>;
}

export interface Live {
  /** Turns the request into a stream of events until the client goes, the session ends or the server closes. */
  open(call: Call<typeof streamEvents>): Promise<void>;
}

/**
 * Server-sent events. Whoever writes a notification says so on a PostgreSQL channel when its transaction commits; each API process
 * listens on one connection and passes it on to the streams that it holds. Events:
 * `notification` with the notification as listed, `board` with `{labId}` for people of the lab, and `refresh` when something
 * may have been missed.
 */
export function createLive(api: Api): Live {
  const streams = new Set<Stream>();
  let listening: Promise<void> | undefined;
  api.closing.addEventListener('abort', () => {
    for (const stream of streams) stream.out.end();
  });

  const listen = async () => {
    const { sql } = api.database;
    await sql.listen(
      channels.notifications,
      (payload) => {
        const [userId = '', id = ''] = payload.split(' ');
        tellNotification(api, streams, userId, id).catch((error) =>
          api.log.warn({ err: error }, 'A live event was lost.'),
        );
      },
      () => tellAll(streams, 'refresh', {}),
    );
    await sql.listen(channels.boards, (labId) => {
      for (const stream of streams) if (stream.labIds.includes(labId)) send(stream, 'board', { labId });
    });
  };

  return {
    async open(call) {
      listening ??= listen();
      await listening.catch(() => {
        listening = undefined;
        throw new Problem('database-unavailable', { retryAfterSeconds: 1 });
      });
      if (api.closing.aborted) throw new Problem('overloaded', { retryAfterSeconds: 1 });
      const stream = streamOf(api, call);
      const own = [...streams].filter((one) => one.userId === stream.userId);
      if (own.length >= streamsPerPerson) own[0]?.out.end();
      streams.add(stream);
      hold(stream, () => streams.delete(stream));
    },
  };
}

function streamOf(api: Api, call: Call<typeof streamEvents>): Stream {
  const { reply, request, actor, reach, locale } = call;
  const headers = reply.getHeaders();
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  out.write('retry: 2000\n\n');
  const { session } = request;
  const isAllowed = async () =>
    typeof session === 'object' && (await api.sessions.actorOf(api.database, session)) !== undefined;
  return { userId: actor.userId, labIds: reach.labIds, locale, out, isAllowed };
}

/** Keeps a stream alive, and ends it when its time has come. */
function hold(stream: Stream, forget: () => void): void {
  const { out } = stream;
  const beat = setInterval(() => {
    out.write(': still here\n\n');
    stream.isAllowed().then(
      (allowed) => allowed || out.end(),
      () => {},
    );
  }, heartbeatMs);
  out.on('close', () => {
    clearInterval(beat);
    forget();
  });
  out.on('error', () => out.destroy());
}

async function tellNotification(api: Api, streams: Set<Stream>, userId: string, id: string): Promise<void> {
  const own = [...streams].filter((stream) => stream.userId === userId);
  if (own.length === 0) return;
  const notification = await findNotification(api.database, userId, id);
  if (!notification) return;
  for (const stream of own) send(stream, 'notification', presentNotification(notification, stream.locale), id);
}

function tellAll(streams: Set<Stream>, name: string, data: unknown): void {
  for (const stream of streams) send(stream, name, data);
}

function send({ out }: Stream, name: string, data: unknown, id?: string): void {
  if (out.writableEnded) return;
  if (out.writableLength > unreadLimitBytes) out.destroy();
  else out.write(`event: ${name}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
}
