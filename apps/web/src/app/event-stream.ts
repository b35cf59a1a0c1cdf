import { addressOf } from './client.ts';
import { freshAccessToken } from './session.ts';

const firstRetryMs = 2_000;
const longestRetryMs = 60_000;

/**
 * Listens to the server's events. Written over fetch and not EventSource, which cannot carry the access token. Comes back
 * after an interruption, at first soon and then ever more rarely.
 * @param onEvent receives the name and the data of each event.
 * @returns a function that stops listening.
 */
export function listenForEvents(onEvent: (name: string, data: string) => void): () => void {
  const stop = new AbortController();
  void listen(onEvent, stop.signal);
  return () => stop.abort();
}

async function listen(onEvent: (name: string, data: string) => void, signal: AbortSignal): Promise<void> {
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    try {
      const token = await freshAccessToken();
      if (!token) return;
      const response = await fetch(addressOf('streamEvents'), {
        headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' },
        signal,
      });
      if (response.ok && response.body) {
        retryMs = firstRetryMs;
        await readEvents(response.body, onEvent);
      }
    } catch {
      if (signal.aborted) return;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  }
}

/** Splits a stream into events by the rules of server-sent events: blank lines end an event, `data` lines add up. */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (name: string, data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let name = 'message';
  let data: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) onEvent(name, data.join('\n'));
        name = 'message';
        data = [];
      } else if (line.startsWith('event:')) name = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
    }
  }
}
