import type { PricedCustomer } from '@guanyi/domain/billing/price-policy';
import type { LendingKind } from '@guanyi/domain/lending/lending';
import type { LentInstrument } from '@guanyi/domain/lending/term';
import type { Connection } from '../client.ts';

/** An instrument as far as its lending depends on it. */
export interface LendingInstrument extends LentInstrument {
  id: string;
  labId: string;
  districtId: string;
  nameZh: string;
  model: string;
  assetNumber: string;
  zone: string;
  depositFen: number;
  labNameZh: string;
  districtNameZh: string;
}

/** @returns undefined when there is no such instrument. */
export async function findLendingInstrument(
  connection: Connection,
  kind: LendingKind,
  instrumentId: string,
): Promise<LendingInstrument | undefined> {
  const mode = kind === 'loan' ? 'loan' : 'rent';
  const [row] = await connection.sql<LendingInstrument[]>`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", i.name_zh AS "nameZh", i.model, i.asset_number AS "assetNumber",
      coalesce(i.zone, l.zone) AS zone, i.status = 'active' AS "isActive", l.is_bsl3 AS "isBsl3",
      i.original_value_fen AS "originalValueFen", i.customs_supervised_until::text AS "customsSupervisedUntil",
      o.lab_id IS NOT NULL AND (o.mode = 'loan' OR 'termLease' = ANY(o.forms)) AS "isOffered",
      coalesce(o.eligibility, '{}') AS eligibility, coalesce(o.deposit_fen, 0) AS "depositFen",
      l.name_zh AS "labNameZh", d.name_zh AS "districtNameZh"
    FROM instruments i
    JOIN labs l ON l.id = i.lab_id
    JOIN organisations d ON d.id = i.district_id
    LEFT JOIN offerings o ON o.lab_id = i.lab_id AND o.instrument_id = i.id AND o.mode = ${mode}
    WHERE i.id = ${instrumentId}`;
  return row;
}

/** The customer in whose name something is asked for, as prices and contracts know it. */
export async function findCustomer(
  connection: Connection,
  organisationId: string,
): Promise<(PricedCustomer & { nameZh: string; uscc: string }) | undefined> {
  const [row] = await connection.sql<(PricedCustomer & { nameZh: string; uscc: string })[]>`
    SELECT id AS "organisationId", kind, is_sme AS "isVerifiedSme", name_zh AS "nameZh", uscc FROM organisations WHERE id = ${organisationId}`;
  return row;
}
