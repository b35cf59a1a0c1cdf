import type { PricePolicy } from '@guanyi/domain/billing/price-policy';
import type { Window } from '@guanyi/domain/kernel/window';
import { createWorkCalendar, type WorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';

/** Everything about an instrument that decides whether and at what price it can be booked. */
export interface InstrumentFacts {
  id: string;
  labId: string;
  districtId: string;
  nameZh: string;
  nameEn: string | null;
  model: string;
  status: 'active' | 'retired';
  zone: string;
  isBsl3: boolean;
  /** Last day of customs supervision, inclusive. */
  customsSupervisedUntil: string | null;
  /** Null when nobody has set them: then it cannot be booked. */
  rules: BookingRules | null;
  rent: { forms: string[]; approval: 'auto' | 'chain' } | null;
  alliances: string[];
  calendar: WorkCalendar;
}

/** A price policy with what a booking keeps of it. */
export type StoredPolicy = PricePolicy & { id: string; labId: string };

interface FactsRow extends Omit<InstrumentFacts, 'calendar'> {
  days: { date: string; isOffDay: boolean }[];
  publishedYears: number[];
}

/** Local days of any zone lie within this of the UTC day. */
const zoneMarginMs = 86_400_000;

/**
 * Reads one instrument with its rules, its rent offering and the calendar of the days around `range`, in one statement.
 * @returns undefined when there is no such instrument.
 */
export async function findInstrumentFacts(
  connection: Connection,
  instrumentId: string,
  range: Window,
): Promise<InstrumentFacts | undefined> {
  const firstDay = instantToText(range.from - zoneMarginMs).slice(0, 10);
  const lastDay = instantToText(range.until + zoneMarginMs).slice(0, 10);
  const [row] = await connection.sql<FactsRow[]>`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", i.name_zh AS "nameZh", i.name_en AS "nameEn",
      i.model, i.status, coalesce(i.zone, l.zone) AS zone, l.is_bsl3 AS "isBsl3",
      i.customs_supervised_until::text AS "customsSupervisedUntil", l.alliances,
      CASE WHEN r.lab_id IS NOT NULL THEN jsonb_build_object(
        'weekly', r.weekly, 'slotMinutes', r.slot_minutes, 'minMinutes', r.min_minutes, 'maxMinutes', r.max_minutes,
        'leadMinutes', r.lead_minutes, 'horizonDays', r.horizon_days, 'setupMinutes', r.setup_minutes,
        'teardownMinutes', r.teardown_minutes, 'closedOnHolidays', r.closed_on_holidays,
        'noShowMinutes', r.no_show_minutes, 'quotas', r.quotas, 'qualificationIds', to_jsonb(r.qualification_ids)) END AS rules,
      CASE WHEN o.lab_id IS NOT NULL THEN jsonb_build_object('forms', to_jsonb(o.forms), 'approval', o.approval) END AS rent,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('date', day::text, 'isOffDay', is_off_day)), '[]') FROM calendar_days
        WHERE day BETWEEN ${firstDay} AND ${lastDay}) AS days,
      (SELECT coalesce(jsonb_agg(year), '[]') FROM calendar_years WHERE is_published) AS "publishedYears"
    FROM instruments i
    JOIN labs l ON l.id = i.lab_id
    LEFT JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    LEFT JOIN offerings o ON o.lab_id = i.lab_id AND o.instrument_id = i.id AND o.mode = 'rent'
    WHERE i.id = ${instrumentId}`;
  if (!row) return undefined;
  const { days, publishedYears, ...facts } = row;
  return { ...facts, calendar: createWorkCalendar({ days, publishedYears }) };
}

/** The calendar of the days around `range`, for reads that span several instruments. */
export async function loadWorkCalendar(connection: Connection, range: Window): Promise<WorkCalendar> {
  const firstDay = instantToText(range.from - zoneMarginMs).slice(0, 10);
  const lastDay = instantToText(range.until + zoneMarginMs).slice(0, 10);
  const [row] = await connection.sql<Pick<FactsRow, 'days' | 'publishedYears'>[]>`
    SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('date', day::text, 'isOffDay', is_off_day)), '[]')
        FROM calendar_days WHERE day BETWEEN ${firstDay} AND ${lastDay}) AS days,
      (SELECT coalesce(jsonb_agg(year), '[]') FROM calendar_years WHERE is_published) AS "publishedYears"`;
  return createWorkCalendar({ days: row?.days ?? [], publishedYears: row?.publishedYears ?? [] });
}

/** How long an instrument stays occupied after a use ends. */
export async function findTeardownMinutes(
  connection: Connection,
  labId: string,
  instrumentId: string,
): Promise<number> {
  const [row] = await connection.sql<{ teardownMinutes: number }[]>`
    SELECT teardown_minutes AS "teardownMinutes" FROM booking_rules WHERE lab_id = ${labId} AND instrument_id = ${instrumentId}`;
  return row?.teardownMinutes ?? 0;
}
