import { loadHttp } from '../harness/http-load.ts';
import { compare } from '../harness/pairs.ts';
import { pgbench, runPgbench } from '../harness/pgbench.ts';
import { type RunningApi, startApi } from '../harness/processes.ts';
import { bookingRequests, countBooked, type Stand, settled, slotsForRun } from '../harness/stand.ts';
import type { Measure, Measured } from './measure.ts';
import { type BookingScript, recordBooking } from './record-booking.ts';

const levels = [
  { connections: 32, gate: { atLeast: 0.45 }, aim: '≥ 0.8' },
  { connections: 100, gate: undefined, aim: '≥ 1.2' },
];

/** The whole endpoint, with authorisation, rules, price, idempotency and outbox, against its own statements in pgbench. */
export const createBooking: Measure = {
  name: 'createBooking',
  async run(stand) {
    const empty = { what: 'bookings made over HTTP', against: 'pgbench doing the same statements', faults: [] };
    if (!pgbench) {
      return levels.map(({ connections, gate, aim }) => {
        return {
          name: `createBooking, ${connections} connections`,
          ...empty,
          gate,
          aim,
          skipped: 'pgbench is not installed',
        };
      });
    }
    const script = await recordBooking(stand);
    const api = await startApi(stand.process);
    const found: Measured[] = [];
    try {
      await bookOverHttp(stand, api, 8, []);
      for (const { connections, gate, aim } of levels) {
        const name = `createBooking, ${connections} connections`;
        if (connections > (await freeConnections(stand))) {
          found.push({ ...empty, name, gate, aim, skipped: 'the server allows fewer connections' });
          continue;
        }
        const faults: string[] = [];
        const compared = await compare(
          stand.size.pairs,
          () => bookOverHttp(stand, api, connections, faults),
          () => bookBySql(stand, script, connections, faults),
        );
        const details = { statements: script.statements.length };
        found.push({
          ...empty,
          name: `createBooking, ${connections} connections`,
          gate,
          aim,
          compared,
          details,
          faults,
        });
      }
    } finally {
      await api.stop();
      await stand.clear();
    }
    return found;
  },
};

async function freeConnections({ sql }: Stand): Promise<number> {
  const [row] = await sql<{ free: number }[]>`
    SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - (SELECT count(*)::int FROM pg_stat_activity) AS free`;
  return row!.free;
}

/** @returns bookings a second that the client has heard of. */
async function bookOverHttp(stand: Stand, api: RunningApi, connections: number, faults: string[]): Promise<number> {
  const { slots } = await stand.takeSlots(slotsForRun(stand.size));
  const before = await countBooked(stand);
  const result = await loadHttp({
    url: api.url,
    requests: bookingRequests(stand, slots),
    connections,
    seconds: stand.size.seconds,
  });
  const after = await settled(stand);
  if (result.failed + result.broken > 0)
    faults.push(`${result.failed} answers 5xx, ${result.broken} broken connections`);
  if (result.refused > 0) faults.push(`${result.refused} refused`);
  if (result.requests > slots.length) faults.push('more requests than slots');
  // Who was cut off at the end may have a booking without having heard of it, but nobody heard of one that is not there.
  if (after.bookings - before.bookings < result.created) faults.push('acknowledged bookings are missing');
  return result.created / result.seconds;
}

async function bookBySql(stand: Stand, script: BookingScript, connections: number, faults: string[]): Promise<number> {
  const { first, slots } = await stand.takeSlots(slotsForRun(stand.size));
  const before = await countBooked(stand);
  const result = await runPgbench({
    databaseUrl: stand.databaseUrl,
    scripts: [script.whole],
    connections,
    seconds: stand.size.seconds,
    variables: { first, clients: connections, turn: 0, salt: Math.floor(Math.random() * 1e9) },
  });
  const after = await countBooked(stand);
  if (after.bookings - before.bookings < result.transactions) faults.push('pgbench booked less than it ran');
  if (result.transactions > slots.length) faults.push('more transactions than slots');
  return result.perSecond;
}
