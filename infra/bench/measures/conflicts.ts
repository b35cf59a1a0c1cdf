import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@guanyi/platform/clock';
import { staffFor } from '../harness/desk.ts';
import { type RunningApi, startApi, startWorker } from '../harness/processes.ts';
import { type Slot, slotsOfOneInstrument } from '../harness/slots.ts';
import { bookingRequests, type Stand } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const bookingCount = 500;
const atOnce = 16;
const limitMs = 240_000;
const workerMb = 200;

/** A machine breaks with five hundred bookings ahead of it: how soon each of them has been offered another place, and no two the same. */
export const conflictStorm: Measure = {
  name: 'conflicts',
  async run(stand) {
    await clearConflicts(stand);
    const slots = await slotsOfOneInstrument(stand.sql, bookingCount, stand.people, systemClock.now());
    const api = await startApi(stand.process);
    const worker = startWorker(stand.process);
    const faults: string[] = [];
    let peakMb = 0;
    const watch = setInterval(async () => {
      peakMb = Math.max(peakMb, await worker.memoryMb());
    }, 250);
    try {
      await bookAll(stand, api, slots);
      const startedAt = performance.now();
      await breakDown(stand, api, slots);
      const outageMs = performance.now() - startedAt;
      const { offered, options, left } = await offers(stand, startedAt);
      const seconds = (performance.now() - startedAt) / 1_000;
      if (left > 0) faults.push(`${left} conflicts without an answer after ${limitMs / 1_000} s`);
      const doubled = await doublyHeld(stand);
      if (doubled > 0) faults.push(`${doubled} times offered to two`);
      if (peakMb > workerMb) faults.push(`worker ${peakMb} MB, at most ${workerMb}`);
      const details = {
        ...{
          conflicts: slots.length,
          offered,
          options,
          outageMs: Math.round(outageMs),
          seconds: Math.round(seconds * 10) / 10,
        },
        ...{ optionsPerSecond: Math.round(options / seconds), workerPeakMb: peakMb },
      };
      return [
        {
          name: `outage over ${slots.length} bookings`,
          what: 'options found and held for those who lose their time',
          against: `all within ${limitMs / 1_000} s, none to two, worker ≤ ${workerMb} MB`,
          gate: undefined,
          aim: 'options per second, total, memory',
          details,
          faults,
        },
      ];
    } finally {
      clearInterval(watch);
      await Promise.all([api.stop(), worker.stop()]);
      await clearConflicts(stand);
      await stand.clear();
    }
  },
};

async function bookAll(stand: Stand, api: RunningApi, slots: readonly Slot[]): Promise<void> {
  const requests = bookingRequests(stand, slots);
  const one = async () => {
    for (let request = requests.pop(); request; request = requests.pop()) {
      const answer = await fetch(`${api.url}${request.path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${request.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request.body),
      });
      const text = await answer.text();
      if (answer.status !== 201) throw new Error(`Booking answered ${answer.status}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function breakDown(stand: Stand, api: RunningApi, slots: readonly Slot[]): Promise<void> {
  const { labId, districtId, instrumentId } = slots[0]!;
  const { token } = await staffFor(stand.sql, stand.key, { role: 'labManager', organisationId: districtId, labId });
  const times = {
    from: Math.min(...slots.map((slot) => slot.from)),
    until: Math.max(...slots.map((slot) => slot.until)),
  };
  const answer = await fetch(`${api.url}/api/v1/outages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      instrumentId,
      kind: 'breakdown',
      from: new Date(times.from).toISOString(),
      until: new Date(times.until).toISOString(),
      note: 'bench',
    }),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`The outage answered ${answer.status}: ${text}`);
}

/** Waits until every conflict has been looked at: offered something, or found to have nowhere to go. */
async function offers({ sql, people }: Stand, startedAt: number) {
  for (;;) {
    const [row] = await sql<{ offered: number; options: number; left: number }[]>`
      SELECT count(*) FILTER (WHERE status <> 'open')::int AS offered, coalesce(sum(jsonb_array_length(options)), 0)::int AS options,
        count(*) FILTER (WHERE status = 'open' AND version = 1)::int AS left
      FROM conflicts WHERE organisation_id = ${people.organisationId}`;
    if (row!.left === 0 || performance.now() - startedAt > limitMs) return row!;
    await sleep(100);
  }
}

/** Times that two conflicts have been offered at once; the constraint of the calendar is to make that impossible. */
async function doublyHeld({ sql, people }: Stand): Promise<number> {
  const [row] = await sql<{ doubled: number }[]>`
    WITH option AS (
      SELECT o->>'instrumentId' AS instrument, tstzrange(to_timestamp((o->>'from')::float8 / 1000), to_timestamp((o->>'until')::float8 / 1000)) AS during
      FROM conflicts, jsonb_array_elements(options) o WHERE organisation_id = ${people.organisationId})
    SELECT count(*)::int AS doubled FROM (
      SELECT during && lead(during) OVER (PARTITION BY instrument ORDER BY during) AS twice FROM option) pair WHERE twice`;
  return row!.doubled;
}

async function clearConflicts({ sql, people }: Stand): Promise<void> {
  const own = sql`SELECT lab_id, id FROM conflicts WHERE organisation_id = ${people.organisationId}`;
  const events = sql`SELECT id FROM outbox WHERE aggregate_id IN (SELECT id FROM conflicts WHERE organisation_id = ${people.organisationId})
    OR aggregate_id IN (SELECT id FROM outages WHERE note = 'bench')`;
  const told = sql`SELECT id FROM notifications WHERE event_id IN (${events})`;
  await sql`DELETE FROM deliveries WHERE notification_id IN (${told})`;
  await sql`DELETE FROM notifications WHERE id IN (${told})`;
  await sql`DELETE FROM outbox_handled WHERE outbox_id IN (${events})`;
  await sql`DELETE FROM outbox WHERE id IN (${events})`;
  await sql`DELETE FROM conflict_links WHERE (lab_id, conflict_id) IN (${own})`;
  await sql`
    WITH gone AS (
      DELETE FROM occupancy WHERE (kind = 'hold' AND organisation_id = ${people.organisationId})
        OR claim_id IN (SELECT id FROM outages WHERE note = 'bench')
      RETURNING lab_id, instrument_id, during)
    INSERT INTO calendar_notes (lab_id, instrument_id, from_at, until_at)
    SELECT lab_id, instrument_id, lower(during), upper(during) FROM gone`;
  await sql`DELETE FROM conflicts WHERE organisation_id = ${people.organisationId}`;
  await sql`DELETE FROM outages WHERE note = 'bench'`;
}
