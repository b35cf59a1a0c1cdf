import type { Form, PricedCustomer } from '@guanyi/domain/billing/price-policy';
import type { Window } from '@guanyi/domain/kernel/window';
import { createWorkCalendar, type WorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { type PriorityHours, priorityOfOthers } from '@guanyi/domain/scheduling/priority-hours';
import type { Grant } from '@guanyi/domain/scheduling/qualification';
import { type PolicyRow, policyColumns, policyOf, type StoredPolicy } from '../billing/policies.ts';
import { type QuoteRow, type QuoteTerms, quoteTerms, quoteTermsOf } from '../billing/quotes.ts';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText, windowFromText } from '../columns.ts';

/** Everything about an instrument that decides whether and at what price it can be booked. */
export interface InstrumentFacts {
  id: string;
  labId: string;
  districtId: string;
  nameZh: string;
  nameEn: string | null;
  model: string;
  classCode: string;
  location: string | null;
  lab: { nameZh: string; nameEn: string | null; city: string };
  status: 'active' | 'retired';
  zone: string;
  isBsl3: boolean;
  /** Last day of customs supervision, inclusive. */
  customsSupervisedUntil: string | null;
  /** Last day of the calibration that is valid longest, inclusive; null when none is on record. */
  calibratedUntil: string | null;
  /** Null when nobody has set them: then it cannot be booked. */
  rules: BookingRules | null;
  rent: { forms: string[]; approval: 'auto' | 'chain' } | null;
  alliances: string[];
  /** Hours kept for others than the customer for whom this was read; for everybody where it was read for nobody. */
  priority: readonly PriorityHours[];
  /** Where it is lent out and was not taken back yet: until when that was agreed. What has fallen due since goes on occupying. */
  lent: { kind: 'loan' | 'termLease'; until: number } | null;
  calendar: WorkCalendar;
}

interface FactsRow extends Omit<InstrumentFacts, 'calendar'> {
  days: { date: string; isOffDay: boolean }[];
  publishedYears: number[];
}

/** Local days of any zone lie within this of the UTC day. */
const zoneMarginMs = 86_400_000;

/** The statement that reads one instrument with its rules, its rent offering and the calendar of the days around `range`. */
function factsOf(connection: Connection, instrumentId: string, range: Window) {
  const firstDay = instantToText(range.from - zoneMarginMs).slice(0, 10);
  const lastDay = instantToText(range.until + zoneMarginMs).slice(0, 10);
  return connection.sql`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", i.name_zh AS "nameZh", i.name_en AS "nameEn",
      i.model, i.class_code AS "classCode", i.location, i.status, coalesce(i.zone, l.zone) AS zone, l.is_bsl3 AS "isBsl3",
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      i.customs_supervised_until::text AS "customsSupervisedUntil", l.alliances,
      (SELECT max(c.valid_until)::text FROM calibrations c WHERE c.lab_id = i.lab_id AND c.instrument_id = i.id) AS "calibratedUntil",
      CASE WHEN r.lab_id IS NOT NULL THEN jsonb_build_object(
        'weekly', r.weekly, 'slotMinutes', r.slot_minutes, 'minMinutes', r.min_minutes, 'maxMinutes', r.max_minutes,
        'leadMinutes', r.lead_minutes, 'horizonDays', r.horizon_days, 'setupMinutes', r.setup_minutes,
        'teardownMinutes', r.teardown_minutes, 'closedOnHolidays', r.closed_on_holidays,
        'noShowMinutes', r.no_show_minutes, 'quotas', r.quotas, 'qualificationIds', to_jsonb(r.qualification_ids),
        'projectCodeRequired', r.project_code_required) END AS rules,
      CASE WHEN o.lab_id IS NOT NULL THEN jsonb_build_object('forms', to_jsonb(o.forms), 'approval', o.approval) END AS rent,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('organisationId', p.organisation_id, 'weekly', p.weekly, 'releaseHours', p.release_hours)), '[]')
        FROM priority_hours p WHERE p.lab_id = i.lab_id AND p.instrument_id = i.id AND p.ended_at IS NULL) AS priority,
      (SELECT jsonb_build_object('kind', CASE v.kind WHEN 'loan' THEN 'loan' ELSE 'termLease' END,
          'until', (extract(epoch FROM v.until_at) * 1000)::bigint)
        FROM lendings v WHERE v.lab_id = i.lab_id AND v.instrument_id = i.id AND v.status = 'handedOver' LIMIT 1) AS lent,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('date', day::text, 'isOffDay', is_off_day)), '[]') FROM calendar_days
        WHERE day BETWEEN ${firstDay} AND ${lastDay}) AS days,
      (SELECT coalesce(jsonb_agg(year), '[]') FROM calendar_years WHERE is_published) AS "publishedYears"
    FROM instruments i
    JOIN labs l ON l.id = i.lab_id
    LEFT JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    LEFT JOIN offerings o ON o.lab_id = i.lab_id AND o.instrument_id = i.id AND o.mode = 'rent'
    WHERE i.id = ${instrumentId}`;
}

function withCalendar({ days, publishedYears, ...facts }: FactsRow): InstrumentFacts {
  return { ...facts, calendar: createWorkCalendar({ days, publishedYears }) };
}

/** One instrument as far as time decides about it. @returns undefined when there is no such instrument. */
export async function findInstrumentFacts(
  connection: Connection,
  instrumentId: string,
  range: Window,
): Promise<InstrumentFacts | undefined> {
  const rows = await connection.sql<FactsRow[]>`${factsOf(connection, instrumentId, range)}`;
  return rows.map(withCalendar)[0];
}

/** Who asks, for whom, and what for. */
export interface RequestKey {
  instrumentId: string;
  form: Form;
  /** Days around it decide the calendar; `from` chooses the price policy. */
  window: Window;
  userId: string | null;
  /** The customer; when null, the district of `labId`, in whose name its staff act; when both are null, a visitor. */
  organisationId: string | null;
  labId: string | null;
  quoteId: string | null;
  projectCode: string | null;
}

export interface RequestCustomer extends PricedCustomer {
  nameZh: string;
  nameEn: string | null;
}

/** Everything that decides whether a request is granted and at what price, and the names that the answer shows. */
export interface RequestFacts {
  instrument: InstrumentFacts;
  /** What the person may operate, as far as it bears on the instrument. */
  grants: Grant[];
  /** When the person may book nothing in the lab, past and future. */
  suspensions: Window[];
  customer: RequestCustomer | null;
  displayName: string | null;
  /** In force within a day of the window; the rule picks the one that counts. */
  policies: StoredPolicy[];
  quote: QuoteTerms | null;
  /** A budget of the project or a credit limit of the customer stands over what is booked. */
  isLimited: boolean;
}

/**
 * Reads all that a quote, a hold or a booking depends on in one statement: each further round trip costs as much as the read itself.
 * @returns undefined when there is no such instrument.
 */
export async function findRequestFacts(connection: Connection, key: RequestKey): Promise<RequestFacts | undefined> {
  const customerId = connection.sql`coalesce(${key.organisationId}::uuid, (SELECT district_id FROM labs WHERE id = ${key.labId}::uuid))`;
  const { from, until } = { from: instantToText(key.window.from), until: instantToText(key.window.until) };
  const [row] = await connection.sql<
    {
      instrument: FactsRow | null;
      customer: RequestCustomer | null;
      displayName: string | null;
      grants: { kindId: string | null; expiresAt: string | null }[] | null;
      suspensions: string[] | null;
      policies: PolicyRow[] | null;
      quote: QuoteRow | null;
      isLimited: boolean;
    }[]
  >`
    SELECT
      (SELECT to_jsonb(f) FROM (${factsOf(connection, key.instrumentId, key.window)}) f) AS instrument,
      (SELECT jsonb_build_object('organisationId', id, 'kind', kind, 'isVerifiedSme', is_sme, 'nameZh', name_zh, 'nameEn', name_en)
        FROM organisations WHERE id = ${customerId}) AS customer,
      (EXISTS (SELECT FROM project_budgets WHERE organisation_id = ${customerId} AND project_code = ${key.projectCode})
        OR EXISTS (SELECT FROM credit_limits WHERE organisation_id = ${customerId})) AS "isLimited",
      (SELECT display_name FROM users WHERE id = ${key.userId}::uuid) AS "displayName",
      (SELECT jsonb_agg(jsonb_build_object('kindId', g.kind_id, 'expiresAt', g.expires_at::text)) FROM qualifications g
        JOIN instruments own ON own.lab_id = g.lab_id AND own.id = ${key.instrumentId}
        WHERE g.user_id = ${key.userId}::uuid AND g.revoked_at IS NULL AND (g.instrument_id IS NULL OR g.instrument_id = own.id)
          AND (g.class_code IS NULL OR starts_with(own.class_code, g.class_code))) AS grants,
      (SELECT jsonb_agg(s.during::text) FROM suspensions s JOIN instruments own ON own.lab_id = s.lab_id AND own.id = ${key.instrumentId}
        WHERE s.user_id = ${key.userId}::uuid AND s.status <> 'lifted') AS suspensions,
      (SELECT jsonb_agg(to_jsonb(q)) FROM (SELECT ${policyColumns(connection)} FROM price_policies p
        JOIN instruments own ON own.lab_id = p.lab_id AND own.id = p.instrument_id
        WHERE own.id = ${key.instrumentId} AND p.form = ${key.form} AND p.effective && tstzrange(${from}::timestamptz - interval '1 day', ${until}::timestamptz + interval '1 day')) q) AS policies,
      (SELECT to_jsonb(q) FROM (${quoteTermsOf(connection, key.quoteId)}) q) AS quote`;
  if (!row?.instrument) return undefined;
  const { priority, ...instrument } = withCalendar(row.instrument);
  return {
    instrument: { ...instrument, priority: priorityOfOthers(priority, row.customer?.organisationId ?? null) },
    customer: row.customer,
    displayName: row.displayName,
    grants: (row.grants ?? []).map(({ kindId, expiresAt }) => ({
      kindId,
      expiresAt: expiresAt === null ? null : instantFromText(expiresAt),
    })),
    suspensions: (row.suspensions ?? []).map(windowFromText),
    policies: (row.policies ?? []).map(policyOf),
    quote: row.quote ? quoteTerms(row.quote) : null,
    isLimited: row.isLimited,
  };
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
