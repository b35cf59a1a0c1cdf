import type { PriceTerms, ServiceWay } from '@guanyi/domain/billing/price-policy';
import { rateQuote } from '@guanyi/domain/billing/rate';
import { minutesOfDayAt } from '@guanyi/domain/kernel/local-time';
import { durationMs, MINUTE_MS } from '@guanyi/domain/kernel/window';
import { type BookingRules, footprint, openWindows } from '@guanyi/domain/scheduling/booking-rules';
import type { Sql } from 'postgres';
import { zone } from './days.ts';
import { reportedInstruments, reportedValueYuan } from './instruments.ts';
import { reportedLabs } from './labs.ts';
import type { SeedRun } from './stages.ts';
import { readVocabulary } from './vocabulary.ts';

export interface Finding {
  what: string;
  expected: number;
  found: number;
}

/** Bookings of this many instruments are judged one by one by the rules of the product. */
const sampledInstruments = 400;

/** Counts, sums and invariants of what was loaded; every finding whose two numbers differ is a fault. */
export async function verifyNation(sql: Sql, run: SeedRun): Promise<Finding[]> {
  const count = Math.max(1, Math.round(reportedInstruments * run.scale));
  const [labs] = await sql<Record<string, number>[]>`
    SELECT count(*)::int AS total, count(DISTINCT district_id)::int AS districts,
      ${sql.unsafe(
        Object.keys(reportedLabs)
          .map((level) => `count(*) FILTER (WHERE level = '${level}')::int AS "${level}"`)
          .join(', '),
      )}
    FROM labs WHERE is_generated`;
  const [instruments] = await sql<{ total: number; sumFen: number }[]>`
    SELECT count(*)::int AS total, sum(original_value_fen)::float8 AS "sumFen" FROM instruments WHERE is_generated`;
  const [bookings] = await sql<{ total: number; ahead: number }[]>`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE status IN ('confirmed', 'pendingApproval'))::int AS ahead
    FROM bookings WHERE lab_id IN (SELECT id FROM labs WHERE is_generated) AND created_at <= ${run.today}::date`;
  const [calendar] = await sql<{ active: number; overlaps: number }[]>`
    SELECT count(*) FILTER (WHERE lab_id IN (SELECT id FROM labs WHERE is_generated))::int AS active,
      count(*) FILTER (WHERE during && following)::int AS overlaps
    FROM (SELECT lab_id, during, lead(during) OVER (PARTITION BY lab_id, instrument_id ORDER BY lower(during)) AS following
      FROM occupancy WHERE active) AS claims`;
  const [setAside] = await sql<{ left: number }[]>`SELECT count(*)::int AS left FROM bench.seed_set_aside`;
  const sample = await judgeSample(sql);
  return [
    { what: 'labs', expected: 1_370, found: labs!.total! },
    ...Object.entries(reportedLabs).map(([level, expected]) => ({
      what: `labs, ${level}`,
      expected,
      found: labs![level]!,
    })),
    { what: 'customs districts with labs', expected: 42, found: labs!.districts! },
    { what: 'instruments', expected: count, found: instruments!.total },
    {
      what: 'sum of values, fen',
      expected: Math.round(reportedValueYuan * (count / reportedInstruments)) * 100,
      found: instruments!.sumFen,
    },
    { what: 'bookings', expected: run.bookings, found: bookings!.total },
    { what: 'active claims, one for each booking ahead', expected: bookings!.ahead, found: calendar!.active },
    { what: 'overlaps', expected: 0, found: calendar!.overlaps },
    { what: 'constraints and indexes not put back', expected: 0, found: setAside!.left },
    { what: `of ${sample.judged} sampled bookings, against the rules`, expected: 0, found: sample.againstRules },
    { what: 'of these, at another price than a quote', expected: 0, found: sample.atOtherPrice },
  ];
}

interface SampledRow {
  fromMs: number;
  untilMs: number;
  createdMs: number;
  serviceWay: ServiceWay;
  subtotalFen: number;
  taxFen: number;
  claim: { fromMs: number; untilMs: number } | null;
  rules: BookingRules;
  terms: PriceTerms;
}

async function judgeSample(sql: Sql) {
  const { calendar } = await readVocabulary(sql);
  const rows = await sql<SampledRow[]>`
    SELECT extract(epoch FROM b.from_at)::float8 * 1000 AS "fromMs", extract(epoch FROM b.until_at)::float8 * 1000 AS "untilMs",
      extract(epoch FROM b.created_at)::float8 * 1000 AS "createdMs", b.service_way AS "serviceWay",
      b.quoted_subtotal_fen::float8 AS "subtotalFen", b.quoted_tax_fen::float8 AS "taxFen",
      (SELECT jsonb_build_object('fromMs', extract(epoch FROM lower(o.during)) * 1000, 'untilMs', extract(epoch FROM upper(o.during)) * 1000)
        FROM occupancy o WHERE o.lab_id = b.lab_id AND o.claim_id = b.id) AS claim,
      jsonb_build_object('weekly', r.weekly, 'slotMinutes', r.slot_minutes, 'minMinutes', r.min_minutes, 'maxMinutes', r.max_minutes,
        'leadMinutes', r.lead_minutes, 'horizonDays', r.horizon_days, 'setupMinutes', r.setup_minutes,
        'teardownMinutes', r.teardown_minutes, 'closedOnHolidays', r.closed_on_holidays, 'noShowMinutes', r.no_show_minutes,
        'quotas', r.quotas, 'qualificationIds', to_jsonb(r.qualification_ids)) AS rules,
      jsonb_build_object('form', p.form, 'chargeFor', p.charge_for, 'ratePerHourFen', p.rate_per_hour_fen, 'steps', p.steps,
        'timeFactors', p.time_factors, 'setupFen', p.setup_fen, 'operatorPerHourFen', p.operator_per_hour_fen,
        'perSampleFen', p.per_sample_fen, 'perDayFen', p.per_day_fen, 'minimumFen', p.minimum_fen, 'capFen', p.cap_fen,
        'subsidyPermille', p.subsidy_permille, 'cancellation', p.cancellation, 'noShowFeeFen', p.no_show_fee_fen,
        'taxCategory', p.tax_category) AS terms
    FROM (SELECT lab_id, id FROM instruments WHERE is_generated AND 'machineTime' = ANY(forms) ORDER BY id LIMIT ${sampledInstruments}) AS i
    JOIN bookings b ON b.lab_id = i.lab_id AND b.instrument_id = i.id
    JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    JOIN price_policies p ON p.lab_id = b.lab_id AND p.id = b.price_policy_id`;
  let againstRules = 0;
  let atOtherPrice = 0;
  for (const row of rows) {
    const window = { from: row.fromMs, until: row.untilMs };
    const quoted = rateQuote({ terms: row.terms, zone, calendar, serviceWay: row.serviceWay, window });
    if (!obeysRules(row, calendar)) againstRules += 1;
    if (quoted.subtotalFen !== row.subtotalFen || quoted.taxFen !== row.taxFen) atOtherPrice += 1;
  }
  return { judged: rows.length, againstRules, atOtherPrice };
}

/** The rules as they are for a booking that already exists: those that ask "now" are asked at the time it was made. */
function obeysRules(row: SampledRow, calendar: Parameters<typeof openWindows>[2]): boolean {
  const { rules } = row;
  const window = { from: row.fromMs, until: row.untilMs };
  const minutes = durationMs(window) / MINUTE_MS;
  const open = openWindows(rules, zone, calendar, window);
  const occupied = footprint(rules, window);
  return (
    minutes >= rules.minMinutes &&
    minutes <= rules.maxMinutes &&
    minutesOfDayAt(zone, window.from) % rules.slotMinutes === 0 &&
    minutesOfDayAt(zone, window.until) % rules.slotMinutes === 0 &&
    window.from - row.createdMs >= rules.leadMinutes * MINUTE_MS &&
    open.length === 1 &&
    open[0]!.from === window.from &&
    open[0]!.until === window.until &&
    (row.claim === null || (row.claim.fromMs === occupied.from && row.claim.untilMs === occupied.until))
  );
}
