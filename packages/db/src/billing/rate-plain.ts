import type { Fragment } from 'postgres';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** Which uses to rate: of one lab, found by a condition on `usage_records u`. */
export interface PlainBatch {
  labId: string;
  which: Fragment;
  limit: number;
  now: number;
}

/**
 * Rates uses whose price needs neither clock nor calendar, all at once: policies for machine time without time factors and
 * steps. The statement says what `domain/billing/rate.ts` says, line by line; a property test holds the two together. A use
 * that has its charge is left out, and so is one that somebody else charges at the same moment. `OFFSET 0` keeps that look-up a
 * probe of the unique index: joined, it walks all charges of the lab for each use as long as statistics call the table empty.
 * Each step is MATERIALIZED: written into the next, the minutes would be reckoned anew some hundred times a use.
 * @returns how many charges were made.
 */
export async function ratePlainUses(tx: Tx, batch: PlainBatch): Promise<number> {
  const { sql } = tx;
  const at = instantToText(batch.now);
  // UUIDv7 by the instant of the batch: PostgreSQL makes them itself only from version 18 on.
  const stamp = batch.now.toString(16).padStart(12, '0');
  const id = sql`(${`${stamp.slice(0, 8)}-${stamp.slice(8)}-7`} || substr(gen_random_uuid()::text, 16))::uuid`;
  const rows = await sql`
    WITH due AS MATERIALIZED (
      SELECT u.lab_id, u.id, u.district_id, u.organisation_id, u.instrument_id, u.booking_id, u.service_way, u.price_policy_id,
        u.from_at AS used_from, coalesce(b.from_at, u.from_at) AS occurred_at, p.rate_per_hour_fen, p.operator_per_hour_fen,
        p.per_sample_fen, p.setup_fen, p.minimum_fen, p.cap_fen, p.subsidy_permille, p.tax_category, u.samples,
        CASE WHEN b.id IS NULL THEN 'used' ELSE p.charge_for END AS basis,
        (extract(epoch FROM u.from_at) * 1000)::bigint AS uf, (extract(epoch FROM u.until_at) * 1000)::bigint AS uu,
        (extract(epoch FROM b.from_at) * 1000)::bigint AS bf, (extract(epoch FROM b.until_at) * 1000)::bigint AS bu,
        CASE p.tax_category WHEN 'vat6' THEN 60 WHEN 'vat13' THEN 130 WHEN 'vat9' THEN 90 WHEN 'vat3' THEN 30
          WHEN 'vat1' THEN 10 ELSE 0 END AS tax_permille
      FROM usage_records u
      JOIN price_policies p ON p.lab_id = u.lab_id AND p.id = u.price_policy_id
      LEFT JOIN bookings b ON b.lab_id = u.lab_id AND b.id = u.booking_id
      WHERE u.lab_id = ${batch.labId} AND ${batch.which} AND u.beside_id IS NULL AND u.status <> 'problem'
        AND p.form = 'machineTime' AND p.steps = '[]' AND p.time_factors = '[]'
        AND NOT EXISTS (SELECT FROM charges c WHERE c.lab_id = u.lab_id AND c.usage_record_id = u.id AND c.kind = 'usage' OFFSET 0)
      LIMIT ${batch.limit}
    ), timed AS MATERIALIZED (
      SELECT *, greatest(1, (CASE basis WHEN 'used' THEN uu - uf WHEN 'booked' THEN bu - bf
        ELSE bu - bf + greatest(0, uu - greatest(bu, uf)) END) / 60000) AS minutes FROM due
    ), priced AS MATERIALIZED (
      SELECT *, (minutes * rate_per_hour_fen * 2 + 60) / 120 AS time_fen,
        CASE WHEN service_way <> 'selfOperated' THEN (minutes * operator_per_hour_fen * 2 + 60) / 120 ELSE 0 END AS operator_fen,
        coalesce(samples, 0) * per_sample_fen AS sample_fen FROM timed
    ), raised AS MATERIALIZED (
      SELECT *, greatest(0, minimum_fen - time_fen - operator_fen - sample_fen - setup_fen) AS least_fen FROM priced
    ), capped AS MATERIALIZED (
      SELECT *, CASE WHEN cap_fen IS NULL THEN 0
        ELSE least(0, cap_fen - time_fen - operator_fen - sample_fen - setup_fen - least_fen) END AS over_fen FROM raised
    ), owed AS MATERIALIZED (
      SELECT *, -(((time_fen + operator_fen + sample_fen + setup_fen + least_fen + over_fen) * subsidy_permille * 2 + 1000) / 2000)
        AS subsidy_fen FROM capped
    ), taxed AS MATERIALIZED (
      SELECT *, ${taxColumns(tx)} FROM owed
    ), lined AS (
      SELECT o.*, ${linesOf(tx)} AS lines, ${sumOf(tx, '_fen')} AS subtotal_fen, ${sumOf(tx, '_tax')} AS tax_fen FROM taxed o
    ), charged AS (
      INSERT INTO charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, booking_id, usage_record_id, price_policy_id,
        lines, subtotal_fen, tax_fen, total_fen, occurred_at, created_at, updated_at)
      SELECT lab_id, ${id}, district_id, organisation_id, instrument_id, 'usage', booking_id, id, price_policy_id,
        lines, subtotal_fen, tax_fen, subtotal_fen + tax_fen, occurred_at, ${at}, ${at} FROM lined
      ON CONFLICT DO NOTHING RETURNING lab_id, id
    ), told AS (
      INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
      SELECT ${id}, lab_id, 'charge.created', 1, id, jsonb_build_object('labId', lab_id, 'chargeId', id), ${at} FROM charged
    )
    SELECT count(*)::int AS made FROM charged`;
  return rows[0]?.made ?? 0;
}

/** What a line may be for, in the order of the bill: the amount of each is a column `…_fen`, its tax a column `…_tax`. */
const lineNames = ['time', 'operator', 'sample', 'setup', 'least', 'over', 'subsidy'] as const;

/** The tax of each line, rounded half up on the magnitude as in the domain. */
function taxColumns({ sql }: Tx): Fragment {
  return lineNames
    .map((name) => {
      const amount = sql(`${name}_fen`);
      return sql`sign(${amount})::bigint * ((abs(${amount}) * tax_permille * 2 + 1000) / 2000) AS ${sql(`${name}_tax`)}`;
    })
    .reduce((list, next) => sql`${list}, ${next}`);
}

/** A line that is not owed comes to nothing, so all of them are summed. */
function sumOf({ sql }: Tx, ending: '_fen' | '_tax'): Fragment {
  return sql`(${lineNames.map((name) => sql`o.${sql(`${name}${ending}`)}`).reduce((sum, next) => sql`${sum} + ${next}`)})::bigint`;
}

/**
 * The lines of one use, in the order of the bill; the same rules and figures as the domain names. Each is built only where it is
 * owed: to build all and choose among them costs as much as everything else together.
 */
function linesOf(tx: Tx): Fragment {
  const { sql } = tx;
  const once = (name: 'setup' | 'least' | 'over' | 'subsidy', kind: string, figureName: string, figure: Fragment) => {
    const amount = sql`o.${sql(`${name}_fen`)}`;
    return sql`CASE WHEN ${amount} <> 0 THEN jsonb_build_object('kind', ${kind}::text, 'quantity', 1, 'unit', 'once',
      'unitPriceFen', ${amount}, 'amountFen', ${amount}, 'taxCategory', o.tax_category, 'parts', '[]'::jsonb,
      'rule', jsonb_build_object('code', ${kind}::text, 'params', jsonb_build_object(${figureName}::text, ${figure})),
      'taxFen', o.${sql(`${name}_tax`)}) END`;
  };
  return sql`to_jsonb(array_remove(ARRAY[
    jsonb_build_object('kind', 'time', 'quantity', o.minutes, 'unit', 'minute', 'unitPriceFen', o.rate_per_hour_fen,
      'amountFen', o.time_fen, 'taxCategory', o.tax_category, 'parts', ${partsOf(sql)}, 'rule', jsonb_build_object(
        'code', CASE o.basis WHEN 'used' THEN 'timeUsed' WHEN 'booked' THEN 'timeBooked' ELSE 'timeOverage' END,
        'params', jsonb_build_object('minutes', o.minutes, 'ratePerHourFen', o.rate_per_hour_fen)), 'taxFen', o.time_tax),
    CASE WHEN o.service_way <> 'selfOperated' AND o.operator_per_hour_fen > 0 THEN jsonb_build_object('kind', 'operator',
      'quantity', o.minutes, 'unit', 'minute', 'unitPriceFen', o.operator_per_hour_fen, 'amountFen', o.operator_fen,
      'taxCategory', o.tax_category, 'parts', '[]'::jsonb, 'rule', jsonb_build_object('code', 'operator',
        'params', jsonb_build_object('minutes', o.minutes, 'ratePerHourFen', o.operator_per_hour_fen)), 'taxFen', o.operator_tax) END,
    CASE WHEN o.sample_fen > 0 THEN jsonb_build_object('kind', 'sample', 'quantity', coalesce(o.samples, 0), 'unit', 'sample',
      'unitPriceFen', o.per_sample_fen, 'amountFen', o.sample_fen, 'taxCategory', o.tax_category, 'parts', '[]'::jsonb,
      'rule', jsonb_build_object('code', 'samples', 'params', jsonb_build_object('samples', o.samples,
        'perSampleFen', o.per_sample_fen)), 'taxFen', o.sample_tax) END,
    ${once('setup', 'setup', 'setupFen', sql`o.setup_fen`)},
    ${once('least', 'minimum', 'minimumFen', sql`o.minimum_fen`)},
    ${once('over', 'cap', 'capFen', sql`o.cap_fen`)},
    ${once('subsidy', 'subsidy', 'permille', sql`o.subsidy_permille`)}]::jsonb[], NULL))`;
}

/** The billed time: one stretch, or two where a use began only after its booked end (R1). */
function partsOf(sql: Tx['sql']): Fragment {
  const part = (
    from: Fragment,
    minutes: Fragment,
  ) => sql`jsonb_build_object('from', ${from}, 'until', ${from} + ${minutes} * 60000,
    'minutes', ${minutes}, 'ratePerHourFen', o.rate_per_hour_fen, 'permille', 1000)`;
  const booked = sql`((o.bu - o.bf) / 60000)`;
  return sql`
    CASE WHEN o.basis = 'overage' AND o.uf > o.bu AND o.minutes > ${booked}
      THEN jsonb_build_array(${part(sql`o.bf`, booked)}, ${part(sql`o.uf`, sql`(o.minutes - ${booked})`)})
      ELSE jsonb_build_array(${part(sql`(CASE WHEN o.basis = 'used' THEN o.uf ELSE o.bf END)`, sql`o.minutes`)}) END`;
}
