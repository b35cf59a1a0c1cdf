import { setTimeout as sleep } from 'node:timers/promises';
import { loadHttp } from '../harness/http-load.ts';
import { startApi, startWorker } from '../harness/processes.ts';
import { bookingRequests, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const limits = { apiMb: 250, workerMb: 200 };
const settleMs = 2_000;

/** What API and worker keep in memory at rest, and while bookings come in and are told of. */
export const memory: Measure = {
  name: 'memory',
  async run(stand) {
    const api = await startApi(stand.process);
    const worker = startWorker(stand.process);
    try {
      await sleep(settleMs);
      const rest = { api: await api.memoryMb(), worker: await worker.memoryMb() };
      const load = { ...rest };
      const { slots } = await stand.takeSlots(slotsForRun({ seconds: stand.size.memorySeconds }));
      const busy = loadHttp({
        url: api.url,
        requests: bookingRequests(stand, slots),
        connections: 32,
        seconds: stand.size.memorySeconds,
      });
      const watch = setInterval(async () => {
        load.api = Math.max(load.api, await api.memoryMb());
        load.worker = Math.max(load.worker, await worker.memoryMb());
      }, 250);
      await busy;
      await sleep(settleMs);
      clearInterval(watch);
      const faults = [
        ...(load.api > limits.apiMb ? [`API ${load.api} MB, at most ${limits.apiMb}`] : []),
        ...(load.worker > limits.workerMb ? [`worker ${load.worker} MB, at most ${limits.workerMb}`] : []),
      ];
      return [
        {
          name: 'memory',
          what: 'resident memory of API and worker',
          against: `API ${limits.apiMb} MB, worker ${limits.workerMb} MB`,
          gate: undefined,
          aim: 'everything in 4 GB',
          details: {
            apiAtRestMb: rest.api,
            apiUnderLoadMb: load.api,
            workerAtRestMb: rest.worker,
            workerUnderLoadMb: load.worker,
          },
          faults,
        },
      ];
    } finally {
      await Promise.all([api.stop(), worker.stop()]);
      await stand.clear();
    }
  },
};
