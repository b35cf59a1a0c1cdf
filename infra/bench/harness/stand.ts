import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@guanyi/platform/clock';
import type { Sql } from 'postgres';
import type { PlannedRequest } from './http-load.ts';
import { type BenchKey, type BenchPeople, benchKey, benchPeople } from './people.ts';
import type { ProcessOptions } from './processes.ts';
import { prepareSlots, type Slot } from './slots.ts';

/** How long and how often everything is run. */
export interface BenchSize {
  pairs: number;
  seconds: number;
  /** Charges that the finance list is measured over; more are kept when they are there. */
  charges: number;
  /** Uses that are rated and stated. */
  usages: number;
  /** How long bookings come in while memory is watched. */
  memorySeconds: number;
}

/** What measures share: the database, people who book, times to book. */
export interface Stand {
  databaseUrl: string;
  redisUrl: string | undefined;
  sql: Sql;
  size: BenchSize;
  people: BenchPeople;
  key: BenchKey;
  /** All of them; found when they are first asked for, which takes some seconds. */
  slots(): Promise<Slot[]>;
  /** For starting API and worker. */
  process: ProcessOptions;
  /** A stretch of slots that nobody has used yet; from the start again when all have been, after clearing. */
  takeSlots(count: number): Promise<{ first: number; slots: Slot[] }>;
  /** Counts overlaps among what the benchmark has booked, and deletes it. */
  clear(): Promise<void>;
  /** Overlaps found by all clearings together. */
  overlaps(): number;
  say(text: string): void;
}

/** One run of bookings never needs more: four thousand a second. */
export function slotsForRun(size: Pick<BenchSize, 'seconds'>): number {
  return size.seconds * 4_000;
}

export async function prepareStand(
  options: Pick<Stand, 'databaseUrl' | 'redisUrl' | 'sql' | 'size' | 'say'>,
): Promise<Stand> {
  const { sql, size } = options;
  const people = await benchPeople(sql);
  await sql`DELETE FROM occupancy WHERE kind = 'openDay' AND organisation_id = ${people.organisationId}`;
  await clearBookings(sql, people.organisationId);
  const key = benchKey();
  let found: Promise<Slot[]> | undefined;
  const slots = () => {
    found ??= findSlots(sql, size, people);
    return found;
  };
  let next = 0;
  let overlaps = 0;
  const clear = async () => {
    overlaps += await countOverlaps(sql, people.organisationId);
    // A program that was just stopped may leave a statement that ends a little later.
    for (let attempt = 1; ; attempt += 1) {
      try {
        await clearBookings(sql, people.organisationId);
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await sleep(1_000);
      }
    }
  };
  return {
    ...options,
    people,
    key,
    slots,
    process: { databaseUrl: options.databaseUrl, jwtKeys: key.jwtKeys, redisUrl: options.redisUrl },
    clear,
    overlaps: () => overlaps,
    async takeSlots(count) {
      const all = await slots();
      const usable = Math.min(count, all.length);
      if (next + usable > all.length) {
        await clear();
        next = 0;
      }
      const first = next;
      next += usable;
      return { first, slots: all.slice(first, first + usable) };
    },
  };
}

async function findSlots(sql: Sql, size: BenchSize, people: BenchPeople): Promise<Slot[]> {
  const slots = await prepareSlots(sql, Math.min(400_000, slotsForRun(size) * 6), people, systemClock.now());
  if (slots.length < 100) throw new Error(`Only ${slots.length} free slots found: too small a nation to measure on.`);
  return slots;
}

/** Pairs of active claims that overlap, on the instruments that the benchmark has booked. */
async function countOverlaps(sql: Sql, organisationId: string): Promise<number> {
  const [row] = await sql<{ overlaps: number }[]>`
    SELECT count(*) FILTER (WHERE during && following)::int AS overlaps
    FROM (SELECT during, lead(during) OVER (PARTITION BY lab_id, instrument_id ORDER BY lower(during)) AS following
      FROM occupancy WHERE active AND instrument_id IN (SELECT instrument_id FROM bookings WHERE organisation_id = ${organisationId})) AS claims`;
  return row!.overlaps;
}

/** In the order that the references between the tables ask for. */
async function clearBookings(sql: Sql, organisationId: string): Promise<void> {
  await sql`DELETE FROM booking_history h USING bookings b
    WHERE b.organisation_id = ${organisationId} AND h.lab_id = b.lab_id AND h.booking_id = b.id`;
  await sql`WITH gone AS (
      DELETE FROM occupancy o USING bookings b
      WHERE b.organisation_id = ${organisationId} AND o.lab_id = b.lab_id AND o.claim_id = b.id
      RETURNING o.lab_id, o.instrument_id, o.during)
    INSERT INTO calendar_notes (lab_id, instrument_id, from_at, until_at)
    SELECT lab_id, instrument_id, lower(during), upper(during) FROM gone`;
  const told = sql`SELECT n.id FROM notifications n JOIN outbox o ON o.id = n.event_id
    JOIN bookings b ON b.id = o.aggregate_id WHERE b.organisation_id = ${organisationId}`;
  await sql`DELETE FROM deliveries WHERE notification_id IN (${told})`;
  await sql`DELETE FROM notifications WHERE id IN (${told})`;
  await sql`DELETE FROM outbox_handled h USING outbox o, bookings b
    WHERE b.organisation_id = ${organisationId} AND o.aggregate_id = b.id AND h.outbox_id = o.id`;
  await sql`DELETE FROM outbox o USING bookings b WHERE b.organisation_id = ${organisationId} AND o.aggregate_id = b.id`;
  await sql`DELETE FROM bookings WHERE organisation_id = ${organisationId}`;
  await sql`DELETE FROM idempotency_keys k USING memberships m WHERE m.organisation_id = ${organisationId} AND k.user_id = m.user_id`;
}

let requestNumber = 0;

/** A request for each slot, each with an idempotency key of its own. */
export function bookingRequests(stand: Stand, slots: readonly Slot[]): PlannedRequest[] {
  const now = systemClock.now();
  const tokens = stand.people.people.map((person) => stand.key.token(person, now));
  return slots.map((slot) => {
    requestNumber += 1;
    return {
      method: 'POST',
      path: '/api/v1/bookings',
      token: tokens[slot.person]!,
      key: `bench-${now}-${requestNumber}`,
      body: {
        instrumentId: slot.instrumentId,
        from: new Date(slot.from).toISOString(),
        until: new Date(slot.until).toISOString(),
        purpose: { kind: 'research', text: '性能测试' },
      },
    };
  });
}

/** Bookings and active claims of the benchmark; the two are equal, or something was lost. */
export async function countBooked(stand: Stand): Promise<{ bookings: number; claims: number }> {
  const { organisationId } = stand.people;
  const [row] = await stand.sql<{ bookings: number; claims: number }[]>`
    SELECT (SELECT count(*)::int FROM bookings WHERE organisation_id = ${organisationId}) AS bookings,
      (SELECT count(*)::int FROM bookings b JOIN occupancy o ON o.lab_id = b.lab_id AND o.claim_id = b.id AND o.active
        WHERE b.organisation_id = ${organisationId}) AS claims`;
  return row!;
}

/** Waits until what was under way when the load stopped is done. @returns the count by then. */
export async function settled(stand: Stand): Promise<{ bookings: number; claims: number }> {
  for (let before = await countBooked(stand); ; ) {
    await sleep(200);
    const after = await countBooked(stand);
    if (after.bookings === before.bookings) return after;
    before = after;
  }
}
