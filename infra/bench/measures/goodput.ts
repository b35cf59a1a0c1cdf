import { setTimeout as sleep } from 'node:timers/promises';
import { loadHttp, type PlannedRequest } from '../harness/http-load.ts';
import { type RunningApi, startApi } from '../harness/processes.ts';
import { bookingRequests, type Stand, settled, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const peakConnections = 32;
/** Each connection pauses for so long before each request, and there are as many as the wanted rate asks for. */
const pauseMs = 500;
const mostConnections = 6_000;
const retryingClients = 4_000;
/** Who is let in may wait for six seconds, so a shorter flood would show its beginning only. */
const floodSeconds = 10;
const factors = [1, 2, 5, 10];
const limits = { goodput: 0.8, refusalMs: 100, recoverMs: 10_000 };

/** What is still booked when far more is asked for than can be done, and how soon who is turned away hears of it. */
export const goodput: Measure = {
  name: 'goodput',
  async run(stand) {
    const api = await startApi(stand.process);
    const faults: string[] = [];
    const details: Record<string, number> = {};
    try {
      await book(stand, api, peakConnections, 0, stand.size.seconds);
      const peak = await book(stand, api, peakConnections, 0, floodSeconds);
      const [watcher] = bookingRequests(stand, (await stand.takeSlots(1)).slots);
      details.peakPerSecond = Math.round(peak);
      for (const factor of factors) {
        const clients = Math.min(
          mostConnections,
          Math.max(peakConnections, Math.ceil((peak * factor * pauseMs) / 1_000)),
        );
        const watched = watchRefusals(api, watcher!);
        const { rate } = await flood(stand, api, clients, pauseMs).finally(watched.end);
        const refusals = await watched.found();
        details[`goodputAt${factor}`] = share(rate, peak);
        details[`refusalMsAt${factor}`] = refusals.median;
        if (factor !== 5) continue;
        if (rate < peak * limits.goodput) faults.push(`${Math.round((rate / peak) * 100)} % of the peak at five times`);
        if (refusals.median > limits.refusalMs) faults.push(`refusals after ${refusals.median} ms at five times`);
      }
      const storm = await flood(stand, api, retryingClients, 0);
      details.goodputAgainst4000Retrying = share(storm.rate, peak);
      details.normalAfterMs = storm.normalAfterMs;
      if (storm.normalAfterMs > limits.recoverMs) faults.push(`normal only ${storm.normalAfterMs} ms after the flood`);
      return [
        {
          name: 'goodput under overload',
          what: 'bookings a second at 1, 2, 5, 10 times the peak, as a share of it; median wait for a refusal',
          against: 'at 5 times ≥ 0.8 of the peak, refusals within 100 ms',
          gate: undefined,
          aim: '≥ 0.8',
          details,
          faults,
        },
      ];
    } finally {
      await api.stop();
      await stand.clear();
    }
  },
};

async function book(stand: Stand, api: RunningApi, clients: number, pause: number, seconds: number): Promise<number> {
  return (await flood(stand, api, clients, pause, seconds)).rate;
}

/** Bookings a second that the clients heard of, and how long until all was normal again. */
async function flood(stand: Stand, api: RunningApi, clients: number, pause: number, seconds = floodSeconds) {
  const { slots } = await stand.takeSlots(slotsForRun({ ...stand.size, seconds }));
  const requests = bookingRequests(stand, slots);
  const result = await loadHttp({ url: api.url, requests, connections: clients, seconds, pauseMs: pause });
  const normalAfterMs = await recovered(api);
  await settled(stand);
  return { rate: result.created / result.seconds, normalAfterMs };
}

function share(part: number, whole: number): number {
  return Math.round((part / whole) * 100) / 100;
}

/** Waits until what was let in is done and an ordinary request is answered at once. @returns how long that took. */
async function recovered(api: RunningApi): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < limits.recoverMs * 2) {
    const askedAt = performance.now();
    const answer = await fetch(`${api.url}/api/v1/labs?limit=1`);
    await answer.arrayBuffer();
    if (answer.status === 200 && performance.now() - askedAt < 250) break;
    await sleep(100);
  }
  return Math.round(performance.now() - startedAt);
}

/** One more client, which asks every so often and notes how long it took when it was turned away. */
function watchRefusals(
  api: RunningApi,
  request: PlannedRequest,
): { end(): void; found(): Promise<{ median: number }> } {
  const times: number[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const startedAt = performance.now();
      const answer = await fetch(`${api.url}${request.path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${request.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request.body),
      });
      await answer.arrayBuffer();
      if (answer.status === 503) times.push(performance.now() - startedAt);
      await sleep(50);
    }
  })();
  return {
    end: () => {
      isStopped = true;
    },
    async found() {
      await watching;
      return { median: Math.round(times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0) };
    },
  };
}
