import { readFileSync } from 'node:fs';
import { ratePlainUses } from '@guanyi/db/billing/rate-plain';
import { expect, test } from 'vitest';
import { database, freshInstrument, useBookingScene, world } from '../../support/booking-scene.ts';
import { wednesdayMorning } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';

useBookingScene();

const uses = fullScale ? 100_000 : 5_000;
const recompute = readFileSync(new URL('./recompute.sql', import.meta.url), 'utf8');

/** Thirty policies of every kind, drawn by the database itself, always the same. */
async function drawPolicies(): Promise<void> {
  const { sql } = database;
  const instrumentId = await freshInstrument();
  await sql`DELETE FROM price_policies`;
  await sql`
    INSERT INTO price_policies (lab_id, id, instrument_id, form, price_group, effective, charge_for, rate_per_hour_fen, steps, time_factors,
      setup_fen, operator_per_hour_fen, per_sample_fen, per_day_fen, minimum_fen, cap_fen, subsidy_permille, cancellation, no_show_fee_fen, tax_category)
    SELECT ${world.labId}, gen_random_uuid(), ${instrumentId}, 'machineTime', 'academic',
      tstzrange(timestamptz '2020-01-01' + n * interval '1 day', timestamptz '2020-01-02' + n * interval '1 day'),
      (ARRAY['booked', 'used', 'overage'])[1 + n % 3], 997 * n + 13, '[]', '[]', (n % 2) * 4999, (n % 4) * 3333, (n % 5) * 250, 0,
      (n % 3) * 9999, CASE WHEN n % 4 = 0 THEN 20000 + n * 317 END, (n % 6) * 77, '{"noticeHours": 24, "feeFen": 0}', 0,
      (ARRAY['vat6', 'vat13', 'vat9', 'vat3', 'vat1', 'exempt'])[1 + n % 6]
    FROM generate_series(1, 30) n`;
}

/** Uses of odd lengths down to the millisecond, three of four under a booking. */
async function drawUses(sql: typeof database.sql): Promise<void> {
  const start = sql`timestamptz '2026-03-02T00:00Z' + n * interval '7 minutes'`;
  await sql`
    CREATE TEMP TABLE drawn AS
    SELECT n, gen_random_uuid() AS usage_id, CASE WHEN n % 4 > 0 THEN gen_random_uuid() END AS booking_id, p.id AS policy_id, p.instrument_id
    FROM generate_series(1, ${uses}::int) n
    JOIN (SELECT id, instrument_id, row_number() OVER (ORDER BY rate_per_hour_fen) AS place FROM price_policies) p ON p.place = 1 + n % 30`;
  await sql`
    INSERT INTO bookings (lab_id, id, number, instrument_id, district_id, organisation_id, user_id, status, from_at, until_at, purpose_kind,
      purpose_text, service_way, price_policy_id, price_group, quoted_subtotal_fen, quoted_tax_fen, quoted_total_fen)
    SELECT ${world.labId}, booking_id, 'BK', instrument_id, ${world.districtId}, ${world.university}, ${world.booker.userId}, 'completed',
      ${start}, ${start} + (1 + n % 9) * interval '30 minutes', 'research', '', 'guided', policy_id, 'academic', 0, 0, 0
    FROM drawn WHERE booking_id IS NOT NULL`;
  await sql`
    INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, booking_id, source, source_id, from_at, until_at,
      samples, service_way, status, price_policy_id)
    SELECT ${world.labId}, usage_id, instrument_id, ${world.districtId}, ${world.university}, booking_id, 'proof', usage_id::text,
      ${start} + (n::bigint * 7919 % 5400000 - 1800000) * interval '1 millisecond',
      ${start} + (n::bigint * 7919 % 5400000 - 1800000 + 1 + n::bigint * 104729 % 14400000) * interval '1 millisecond',
      n % 7, CASE WHEN n % 3 = 0 THEN 'selfOperated' ELSE 'guided' END, 'recorded', policy_id
    FROM drawn`;
}

test(`an independent recomputation of ${uses} rated uses agrees to the fen`, { timeout: 600_000 }, async () => {
  await drawPolicies();
  const { sql } = database;
  // A temporary table belongs to one session.
  await database.begin((tx) => drawUses(tx.sql));
  await sql`ANALYZE`;
  let made = 0;
  for (let batch = -1; batch !== 0; made += batch) {
    batch = await database.begin((tx) =>
      ratePlainUses(tx, { labId: world.labId, which: tx.sql`true`, limit: 20_000, now: wednesdayMorning }),
    );
  }
  expect(made).toBe(uses);
  const [difference] = await sql.unsafe<{ rated: number; different: number; sum: string }[]>(`
    SELECT count(*)::int AS rated, count(*) FILTER (WHERE c.subtotal_fen <> r.subtotal_fen OR c.tax_fen <> r.tax_fen)::int AS different,
      sum(c.total_fen - r.subtotal_fen - r.tax_fen)::text AS sum
    FROM (${recompute}) r JOIN charges c ON c.usage_record_id = r.id AND c.kind = 'usage'`);
  expect(difference).toEqual({ rated: uses, different: 0, sum: '0' });
});
