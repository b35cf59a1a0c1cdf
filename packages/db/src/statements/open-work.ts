import { addPeriods, type Period } from '@guanyi/domain/ledger/period';
import type { Connection } from '../client.ts';

/** What a month of a district still waits for. */
export interface OpenWork {
  period: Period;
  /** Charges that no valid statement carries. */
  unstatedCharges: number;
  draftStatements: number;
  outstandingFen: number;
}

/** Open work of the twelve months up to and including the given one, latest first. */
export async function listOpenWork(
  connection: Connection,
  district: { id: string; zone: string },
  until: Period,
): Promise<OpenWork[]> {
  const first = addPeriods(until, -11);
  return connection.sql<OpenWork[]>`
    WITH months AS (
      SELECT to_char(m, 'YYYY-MM') AS period FROM generate_series(${`${first}-01`}::date, ${`${until}-01`}::date, interval '1 month') AS m
    ), open AS (
      SELECT to_char(c.occurred_at AT TIME ZONE ${district.zone}, 'YYYY-MM') AS period, count(*)::int AS n FROM charges c
      WHERE c.payee_id = ${district.id}
        AND c.occurred_at >= (${`${first}-01`}::date)::timestamp AT TIME ZONE ${district.zone}
        AND c.occurred_at < (${`${addPeriods(until, 1)}-01`}::date)::timestamp AT TIME ZONE ${district.zone}
        AND NOT EXISTS (SELECT 1 FROM statement_lines l WHERE l.payee_id = c.payee_id AND l.charge_id = c.id AND l.active)
      GROUP BY 1
    ), stated AS (
      SELECT s.period, count(*) FILTER (WHERE s.status = 'draft')::int AS drafts,
        coalesce(sum(s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen) FILTER (WHERE s.issued_at IS NOT NULL), 0)::bigint AS outstanding
      FROM statements s WHERE s.payee_id = ${district.id} AND s.period >= ${first} GROUP BY 1
    )
    SELECT period, coalesce(open.n, 0) AS "unstatedCharges", coalesce(stated.drafts, 0) AS "draftStatements",
      coalesce(stated.outstanding, 0)::bigint AS "outstandingFen"
    FROM months LEFT JOIN open USING (period) LEFT JOIN stated USING (period) ORDER BY period DESC`;
}
