import { setTimeout as sleep } from 'node:timers/promises';
import { loadHttp } from '../harness/http-load.ts';
import { type RunningApi, startApi } from '../harness/processes.ts';
import { bookingRequests, type Stand, settled, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const peakConnections = 32;
/** Each connection pauses for so long before each request, and there are as many as the wanted rate asks for. */
const pauseMs = 500;
const mostConnections = 6_000;
const retryingClients = 4_000;
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
      await book(stand, api, peakConnections, 0);
      const peak = await book(stand, api, peakConnections, 0);
      details.peakPerSecond = Math.round(peak);
      for (const factor of factors) {
        const flood = Math.min(
          mostConnections,
          Math.max(peakConnections, Math.ceil((peak * factor * pauseMs) / 1_000)),
        );
        const watched = watchRefusals(stand, api);
        const rate = await book(stand, api, flood, pauseMs).finally(watched.end);
        const refusals = await watched.found();
        details[`goodputAt${factor}`] = Math.round((rate / peak) * 100) / 100;
        details[`refusalMsAt${factor}`] = refusals.median;
        if (factor !== 5) continue;
        if (rate < peak * limits.goodput) faults.push(`${Math.round((rate / peak) * 100)} % of the peak at five times`);
        if (refusals.median > limits.refusalMs) faults.push(`refusals after ${refusals.median} ms at five times`);
      }
      const stormMs = await retryingStorm(stand, api, peak, details);
      details.normalAfterMs = stormMs;
      if (stormMs > limits.recoverMs) faults.push(`normal only ${stormMs} ms after the flood`);
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

async function book(stand: Stand, api: RunningApi, connections: number, pauseMs: number): Promise<number> {
  const { slots } = await stand.takeSlots(slotsForRun(stand.size));
  const requests = bookingRequests(stand, slots);
  const result = await loadHttp({ url: api.url, requests, connections, seconds: stand.size.seconds, pauseMs });
  await settled(stand);
  return result.created / result.seconds;
}

/** Thousands of clients, each coming again the moment it is turned away. @returns how long until all is normal again. */
async function retryingStorm(
  stand: Stand,
  api: RunningApi,
  peak: number,
  details: Record<string, number>,
): Promise<number> {
  const rate = await book(stand, api, retryingClients, 0);
  details.goodputAgainst4000Retrying = Math.round((rate / peak) * 100) / 100;
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
function watchRefusals(stand: Stand, api: RunningApi): { end(): void; found(): Promise<{ median: number }> } {
  const times: number[] = [];
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const { slots } = await stand.takeSlots(1);
      const [request] = bookingRequests(stand, slots);
      const startedAt = performance.now();
      const answer = await fetch(`${api.url}${request!.path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${request!.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request!.body),
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
