import type { RevenueCell } from '@guanyi/domain/billing/revenue';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Period } from '@guanyi/domain/ledger/period';
import type { Connection } from '../client.ts';
import { allOf, withinReach } from '../reach.ts';

export interface RevenueFilter {
  /** First and last month, in the zone. */
  from: Period;
  until: Period;
  zone: string;
  districtId?: string | undefined;
  labId?: string | undefined;
  mode?: RevenueCell['mode'] | undefined;
  priceGroup?: string | undefined;
}

/**
 * What labs within reach earned, at the finest grain that a report shows. A charge counts in the month of what it is for, like on
 * its statement; of a distribution only the part of the district counts, in the month in which it was declared.
 */
export async function readRevenue(
  connection: Connection,
  reach: Reach,
  filter: RevenueFilter,
): Promise<{ cells: RevenueCell[]; labs: { id: string; nameZh: string; nameEn: string | null }[] }> {
  const { sql } = connection;
  const { zone, from, until, districtId, labId, mode, priceGroup } = filter;
  const narrowed = (district: string, lab: string) => [
    withinReach(connection, reach, { labId: lab, districtId: district }),
    districtId ? sql`${sql.unsafe(district)} = ${districtId}` : undefined,
    labId ? sql`${sql.unsafe(lab)} = ${labId}` : undefined,
  ];
  const wanted = [mode ? sql`mode = ${mode}` : undefined, priceGroup ? sql`price_group = ${priceGroup}` : undefined];
  const cells = await sql<RevenueCell[]>`
    WITH earned AS (
      SELECT c.lab_id, to_char(c.occurred_at AT TIME ZONE ${zone}, 'YYYY-MM') AS period,
        CASE WHEN c.loan_id IS NULL THEN 'rent' ELSE 'loan' END AS mode, p.price_group, c.subtotal_fen, c.tax_fen, c.total_fen
      FROM charges c LEFT JOIN price_policies p ON p.lab_id = c.lab_id AND p.id = c.price_policy_id
      WHERE ${allOf(connection, narrowed('c.payee_id', 'c.lab_id'))}
        AND c.occurred_at >= (${`${from}-01`}::date)::timestamp AT TIME ZONE ${zone}
        AND c.occurred_at < (${`${until}-01`}::date + interval '1 month')::timestamp AT TIME ZONE ${zone}
      UNION ALL
      SELECT d.lab_id, to_char(d.declared_on, 'YYYY-MM'), 'equity', NULL, part.fen, 0, part.fen
      FROM distributions d CROSS JOIN LATERAL (
        SELECT coalesce(sum((one ->> 'amountFen')::bigint), 0)::bigint AS fen FROM jsonb_array_elements(d.parts) AS one
        WHERE (one ->> 'organisationId')::uuid = d.district_id) part
      WHERE ${allOf(connection, narrowed('d.district_id', 'd.lab_id'))}
        AND d.declared_on >= ${`${from}-01`}::date AND d.declared_on < ${`${until}-01`}::date + interval '1 month')
    SELECT lab_id AS "labId", period, mode, price_group AS "priceGroup", count(*)::int AS "chargeCount",
      sum(subtotal_fen)::bigint AS "subtotalFen", sum(tax_fen)::bigint AS "taxFen", sum(total_fen)::bigint AS "totalFen"
    FROM earned WHERE ${allOf(connection, wanted)} GROUP BY lab_id, period, mode, price_group
    ORDER BY period, lab_id, mode, price_group`;
  const ids = [...new Set(cells.map((cell) => cell.labId))];
  const labs = await sql<{ id: string; nameZh: string; nameEn: string | null }[]>`
    SELECT id, name_zh AS "nameZh", name_en AS "nameEn" FROM labs WHERE id = ANY(${ids}::uuid[])`;
  return { cells: [...cells], labs: [...labs] };
}
