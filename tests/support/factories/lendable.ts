import type { Database } from '@guanyi/db/client';
import { newId } from '@guanyi/platform/ids';
import { createInstrument } from './world.ts';

const eligibility = { project: 'P', statutoryExclusive: false, secret: false, titleClear: true, condition: 'normal' };

export interface LendableOptions {
  valueFen?: number | null;
  depositFen?: number;
  supervisedUntil?: string;
  perDayFen?: number;
  eligibility?: Partial<Record<keyof typeof eligibility, unknown>>;
}

/** An instrument that may be had on loan and for term lease, at a price by the day for every group. */
export async function createLendable(
  database: Database,
  place: { labId: string; districtId: string },
  options: LendableOptions = {},
): Promise<string> {
  const { sql } = database;
  const id = await createInstrument(database, place);
  const { valueFen = 1_000_000, depositFen = 500_000, supervisedUntil = null, perDayFen = 80_000 } = options;
  await sql`
    UPDATE instruments SET original_value_fen = ${valueFen}, customs_supervised_until = ${supervisedUntil} WHERE id = ${id}`;
  const declared = sql.json({ ...eligibility, ...options.eligibility } as never);
  await sql`
    UPDATE offerings SET forms = '{machineTime,termLease}', eligibility = ${declared} WHERE instrument_id = ${id} AND mode = 'rent'`;
  await sql`
    INSERT INTO offerings (lab_id, instrument_id, mode, forms, approval, eligibility, deposit_fen)
    VALUES (${place.labId}, ${id}, 'loan', '{}', 'chain', ${declared}, ${depositFen})`;
  for (const group of ['partner', 'academic', 'sme', 'enterprise']) {
    await sql`
      INSERT INTO price_policies (lab_id, id, instrument_id, form, price_group, effective, charge_for, rate_per_hour_fen, steps, time_factors,
        setup_fen, operator_per_hour_fen, per_sample_fen, per_day_fen, minimum_fen, subsidy_permille, cancellation, no_show_fee_fen, tax_category)
      VALUES (${place.labId}, ${newId()}, ${id}, 'termLease', ${group}, '[2020-01-01T00:00Z,)', 'booked', 0, '[]', '[]', 0, 0, 0, ${perDayFen}, 0, 0,
        '{"noticeHours": 0, "feeFen": 0}', 0, 'vat13')`;
  }
  return id;
}
