import { loadHttp } from '../harness/http-load.ts';
import { compare } from '../harness/pairs.ts';
import { type RunningApi, startApi } from '../harness/processes.ts';
import type { Slot } from '../harness/slots.ts';
import { bookingRequests, countBooked, type Stand, settled, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const connections = 32;

/** Everybody wants one slot: exactly one gets it, nobody waits long, and the database knows no deadlock. */
export const herd: Measure = {
  name: 'herd',
  async run(stand) {
    const faults: string[] = [];
    const before = await deadlocks(stand);
    const api = await startApi(stand.process);
    try {
      const { slots } = await stand.takeSlots(20);
      await ask(stand, api, slots, faults);
      const compared = await compare(
        stand.size.pairs,
        () => askForOne(stand, api, faults),
        async () => ask(stand, api, (await stand.takeSlots(slotsForRun(stand.size))).slots, faults),
      );
      const found = (await deadlocks(stand)) - before;
      if (found > 0) faults.push(`${found} deadlocks`);
      return [
        {
          name: 'herd on one slot',
          what: 'attempts at one slot',
          against: 'the same load spread out',
          gate: { atLeast: 0.5 },
          aim: '≥ 0.9',
          compared,
          details: { deadlocks: found },
          faults,
        },
      ];
    } finally {
      await api.stop();
      await stand.clear();
    }
  },
};

async function askForOne(stand: Stand, api: RunningApi, faults: string[]): Promise<number> {
  const { slots } = await stand.takeSlots(1);
  const before = await countBooked(stand);
  const many = Array.from({ length: slotsForRun(stand.size) }, (_, i) => ({
    ...slots[0]!,
    person: i % stand.people.people.length,
  }));
  const attempts = await ask(stand, api, many, faults);
  const after = await settled(stand);
  if (after.bookings - before.bookings !== 1) faults.push(`${after.bookings - before.bookings} won one slot`);
  return attempts;
}

/** @returns answered attempts a second, whatever the answer. */
async function ask(stand: Stand, api: RunningApi, slots: readonly Slot[], faults: string[]): Promise<number> {
  const requests = bookingRequests(stand, slots);
  const result = await loadHttp({ url: api.url, requests, connections, seconds: stand.size.seconds });
  await settled(stand);
  if (result.failed + result.broken > 0)
    faults.push(`${result.failed} answers 5xx, ${result.broken} broken connections`);
  return result.requests / result.seconds;
}

async function deadlocks({ sql }: Stand): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT deadlocks::float8 AS count FROM pg_stat_database WHERE datname = current_database()`;
  return row!.count;
}
