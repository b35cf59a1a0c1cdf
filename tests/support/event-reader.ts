export interface EventReader {
  readonly headers: Headers;
  /** Everything that has come so far. */
  readonly events: { name: string; data: unknown }[];
  /** Resolves when the server or `close` has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Reads a stream of server-sent events as a browser would, over fetch. */
export async function readEvents(url: string, headers: Record<string, string>): Promise<EventReader> {
  const stop = new AbortController();
  const reply = await fetch(url, { headers, signal: stop.signal });
  if (!reply.ok || !reply.body) throw new Error(`The stream answers ${reply.status}.`);
  const events: EventReader['events'] = [];
  const body = reply.body;
  const ended = (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) events.push(...eventsOf(block));
      }
    } catch {
      // Aborted by `close`, or cut by the server: both are an end.
    }
  })();
  return { headers: reply.headers, events, ended, close: () => stop.abort() };
}

function eventsOf(block: string): EventReader['events'] {
  const field = (name: string) =>
    block
      .split('\n')
      .find((one) => one.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const data = field('data');
  return data === undefined ? [] : [{ name: field('event') ?? 'message', data: JSON.parse(data) }];
}
