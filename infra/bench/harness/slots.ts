import { addDays, localDay, minutesOfDayAt, startOfDay } from '@guanyi/domain/kernel/local-time';
import { MINUTE_MS } from '@guanyi/domain/kernel/window';
import { noShowAt } from '@guanyi/domain/scheduling/booking';
import { type BookingRules, footprint, openWindows } from '@guanyi/domain/scheduling/booking-rules';
import type { Sql } from 'postgres';
import { copyInto } from '../national/copy.ts';
import { zone } from '../national/days.ts';
import { randomFor } from '../national/random.ts';
import { readVocabulary } from '../national/vocabulary.ts';
import type { BenchPeople } from './people.ts';

/** A free time that can be booked, and who books it. */
export interface Slot {
  labId: string;
  instrumentId: string;
  districtId: string;
  from: number;
  until: number;
  occupiedFrom: number;
  occupiedUntil: number;
  /** When it counts as missed if nobody comes. */
  noShowAt: number;
  person: number;
}

/** Beyond what the generated nation has booked ahead and within every horizon. */
const firstDayAhead = 65;
const lastDayAhead = 110;

interface Bookable {
  labId: string;
  instrumentId: string;
  districtId: string;
  rules: BookingRules;
}

/**
 * Free slots on instruments that book automatically, in random order over instruments and days, and the table
 * `bench.slot` with the same, numbered from 0, for SQL scripts.
 */
export async function prepareSlots(sql: Sql, wanted: number, people: BenchPeople, now: number): Promise<Slot[]> {
  const { calendar } = await readVocabulary(sql);
  const bookable = await findBookable(sql, Math.max(50, Math.ceil(wanted / 10)));
  const today = localDay(zone, now);
  const range = {
    from: startOfDay(zone, addDays(today, firstDayAhead)),
    until: startOfDay(zone, addDays(today, lastDayAhead)),
  };
  const slots: Slot[] = [];
  for (const instrument of bookable) {
    for (const open of openWindows(instrument.rules, zone, calendar, range)) {
      slots.push(...slotsIn(instrument, open, people.people.length, slots.length));
    }
  }
  const chosen = shuffled(slots).slice(0, wanted);
  await store(sql, chosen, people);
  return chosen;
}

/** As many free times on one instrument, in order. @throws Error when none has so many. */
export async function slotsOfOneInstrument(
  sql: Sql,
  wanted: number,
  people: BenchPeople,
  now: number,
): Promise<Slot[]> {
  const { calendar } = await readVocabulary(sql);
  const today = localDay(zone, now);
  const range = { from: startOfDay(zone, addDays(today, 2)), until: startOfDay(zone, addDays(today, lastDayAhead)) };
  let most: Slot[] = [];
  for (const instrument of await findBookable(sql, 400)) {
    const taken = await sql<{ from: number; until: number }[]>`
      SELECT (extract(epoch FROM lower(during)) * 1000)::float8 AS from, (extract(epoch FROM upper(during)) * 1000)::float8 AS until
      FROM occupancy WHERE active AND lab_id = ${instrument.labId} AND instrument_id = ${instrument.instrumentId}`;
    const open = openWindows(instrument.rules, zone, calendar, range);
    const slots = open
      .flatMap((window) => [...slotsIn(instrument, window, people.people.length, 0)])
      .filter((slot) => !taken.some((one) => one.from < slot.occupiedUntil && slot.occupiedFrom < one.until));
    if (slots.length > most.length) most = slots;
    if (most.length >= wanted) return most.slice(0, wanted);
  }
  if (most.length < wanted / 5) throw new Error(`No instrument has more than ${most.length} free times.`);
  return most;
}

/** Without quotas, because one customer books it all, and free of supervision, which limits the purpose. */
async function findBookable(sql: Sql, limit: number): Promise<Bookable[]> {
  return sql<Bookable[]>`
    SELECT i.lab_id AS "labId", i.id AS "instrumentId", i.district_id AS "districtId",
      jsonb_build_object('weekly', r.weekly, 'slotMinutes', r.slot_minutes, 'minMinutes', r.min_minutes, 'maxMinutes', r.max_minutes,
        'leadMinutes', r.lead_minutes, 'horizonDays', r.horizon_days, 'setupMinutes', r.setup_minutes,
        'teardownMinutes', r.teardown_minutes, 'closedOnHolidays', r.closed_on_holidays, 'noShowMinutes', r.no_show_minutes,
        'quotas', r.quotas, 'qualificationIds', to_jsonb(r.qualification_ids)) AS rules
    FROM instruments i
    JOIN offerings o ON o.lab_id = i.lab_id AND o.instrument_id = i.id AND o.mode = 'rent' AND o.approval = 'auto'
    JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id AND r.quotas = '[]'
    WHERE i.is_generated AND i.status = 'active' AND 'machineTime' = ANY(i.forms) AND i.customs_supervised_until IS NULL
      AND r.horizon_days > ${lastDayAhead}
    ORDER BY md5(i.id::text) LIMIT ${limit}`;
}

function* slotsIn(
  instrument: Bookable,
  open: { from: number; until: number },
  people: number,
  start: number,
): Generator<Slot> {
  const { rules, ...place } = instrument;
  const minutes = Math.ceil(rules.minMinutes / rules.slotMinutes) * rules.slotMinutes;
  const step =
    Math.ceil((minutes + rules.setupMinutes + rules.teardownMinutes) / rules.slotMinutes) * rules.slotMinutes;
  const beyondGrid = minutesOfDayAt(zone, open.from) % rules.slotMinutes;
  const first = open.from + (beyondGrid === 0 ? 0 : rules.slotMinutes - beyondGrid) * MINUTE_MS;
  for (let from = first, i = start; from + minutes * MINUTE_MS <= open.until; from += step * MINUTE_MS, i += 1) {
    const window = { from, until: from + minutes * MINUTE_MS };
    const occupied = footprint(rules, window);
    const occupiedTimes = { occupiedFrom: occupied.from, occupiedUntil: occupied.until };
    yield {
      ...place,
      ...window,
      ...occupiedTimes,
      noShowAt: noShowAt(window, rules.noShowMinutes),
      person: i % people,
    };
  }
}

function shuffled(slots: Slot[]): Slot[] {
  const random = randomFor(1, 'slots', 0);
  for (let i = slots.length - 1; i > 0; i -= 1) {
    const other = random.below(i + 1);
    [slots[i], slots[other]] = [slots[other]!, slots[i]!];
  }
  return slots;
}

const slotColumns = [
  ...['n', 'lab_id', 'instrument_id', 'district_id', 'user_id'],
  ...['from_text', 'until_text', 'occupied_from_text', 'occupied_until_text', 'no_show_text'],
];

async function store(sql: Sql, slots: readonly Slot[], people: BenchPeople): Promise<void> {
  await sql`CREATE SCHEMA IF NOT EXISTS bench`;
  await sql`DROP TABLE IF EXISTS bench.slot`;
  await sql`CREATE UNLOGGED TABLE bench.slot (n integer PRIMARY KEY, lab_id uuid, instrument_id uuid, district_id uuid, user_id uuid,
    from_text text, until_text text, occupied_from_text text, occupied_until_text text, no_show_text text)`;
  const text = (at: number) => new Date(at).toISOString();
  const connection = await sql.reserve();
  try {
    const copy = await copyInto(connection, 'bench.slot', slotColumns);
    for (const [n, slot] of slots.entries()) {
      const times = [slot.from, slot.until, slot.occupiedFrom, slot.occupiedUntil, slot.noShowAt].map(text);
      const { userId } = people.people[slot.person]!;
      copy.row([n, slot.labId, slot.instrumentId, slot.districtId, userId, ...times]);
      await copy.flush();
    }
    await copy.end();
  } finally {
    connection.release();
  }
  await sql`VACUUM ANALYZE bench.slot`;
}
