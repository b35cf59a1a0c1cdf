import { besideNation } from '../harness/beside.ts';
import { loadHttp } from '../harness/http-load.ts';
import { compare } from '../harness/pairs.ts';
import { type RunningApi, startApi } from '../harness/processes.ts';
import { bookingRequests, type Stand, settled, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const connections = 32;
const smallBookings = 100_000;
const searches = ['q=液相色谱', 'q=质谱&region=37', 'discipline=foodSafety&region=31', 'sort=newest'];

/** The same catalogue with a hundredth of the bookings in a database beside: history must not make anything slower. */
export const growth: Measure = {
  name: 'growth',
  async run(stand) {
    const [run] = await stand.sql<{ scale: number }[]>`SELECT scale::float8 AS scale FROM bench.seed_run`;
    const scale = Number(run?.scale ?? 1);
    const small = await besideNation(stand, 'small', { scale, bookings: Math.round(smallBookings * scale) });
    const [manyApi, fewApi] = [await startApi(stand.process), await startApi(small.process)];
    try {
      await book(stand, manyApi);
      await book(small, fewApi);
      const booking = await compare(
        stand.size.pairs,
        () => book(stand, manyApi),
        () => book(small, fewApi),
      );
      const searching = await compare(
        stand.size.pairs,
        () => search(stand, manyApi),
        () => search(small, fewApi),
      );
      const of = { gate: { atLeast: 0.8 }, aim: '≥ 0.95', faults: [] };
      const against = `the same with ${smallBookings.toLocaleString('en')} bookings`;
      return [
        { name: 'growth: book', what: 'bookings a second', against, compared: booking, ...of },
        { name: 'growth: search', what: 'searches with facets a second', against, compared: searching, ...of },
      ];
    } finally {
      await Promise.all([manyApi.stop(), fewApi.stop()]);
      await stand.clear();
      await small.clear();
      await small.sql.end({ timeout: 5 });
    }
  },
};

async function book(stand: Stand, api: RunningApi): Promise<number> {
  const { slots } = await stand.takeSlots(slotsForRun(stand.size));
  const requests = bookingRequests(stand, slots);
  const result = await loadHttp({ url: api.url, requests, connections, seconds: stand.size.seconds });
  await settled(stand);
  return result.created / result.seconds;
}

async function search(stand: Stand, api: RunningApi): Promise<number> {
  const requests = searches.map((query) => ({
    method: 'GET' as const,
    path: `/api/v1/instruments?${encodeURI(query)}&facets=true&limit=20`,
  }));
  const result = await loadHttp({ url: api.url, requests, connections: 8, seconds: stand.size.seconds });
  return result.requests / result.seconds;
}
