import type { Database } from '@guanyi/db/client';
import { priceLine, totalLines } from '@guanyi/domain/billing/price-line';
import type { TaxCategory } from '@guanyi/domain/billing/price-policy';
import { newId } from '@guanyi/platform/ids';

export interface ChargeSpec {
  districtId: string;
  labId: string;
  instrumentId: string;
  organisationId: string;
  occurredAt: number;
  /** One line each. */
  amountsFen: readonly number[];
  taxCategory?: TaxCategory;
  kind?: 'usage' | 'cancellation' | 'adjustment';
  refersToChargeId?: string;
}

/** Charges as rating makes them, written in one statement. @returns their ids. */
export async function createCharges(database: Database, specs: readonly ChargeSpec[]): Promise<string[]> {
  const rows = specs.map((spec) => {
    const lines = spec.amountsFen.map((amountFen) =>
      priceLine({
        kind: spec.kind === 'adjustment' ? 'adjustment' : 'setup',
        quantity: 1,
        unit: 'once',
        unitPriceFen: amountFen,
        amountFen,
        taxCategory: spec.taxCategory ?? 'vat6',
        rule: { code: 'setup', params: {} },
      }),
    );
    const { amountsFen: _, taxCategory: __, occurredAt, ...rest } = spec;
    return {
      id: newId(),
      kind: 'usage',
      refersToChargeId: null,
      ...rest,
      ...totalLines(lines),
      at: new Date(occurredAt).toISOString(),
    };
  });
  await database.sql`
    INSERT INTO charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, refers_to_charge_id, price_policy_id, lines,
      subtotal_fen, tax_fen, total_fen, occurred_at)
    SELECT "labId", id, "districtId", "organisationId", "instrumentId", kind, "refersToChargeId", ${newId()}, lines, "subtotalFen", "taxFen",
      "totalFen", at
    FROM jsonb_to_recordset(${database.sql.json(rows as never)}::jsonb) AS g("labId" uuid, id uuid, "districtId" uuid, "organisationId" uuid,
      "instrumentId" uuid, kind text, "refersToChargeId" uuid, lines jsonb, "subtotalFen" bigint, "taxFen" bigint, "totalFen" bigint,
      at timestamptz)`;
  return rows.map((row) => row.id);
}
