import type { OpenStatement } from '@guanyi/domain/payments/match';
import type { Connection } from '../client.ts';

export interface OpenStatementView extends OpenStatement {
  period: string;
  dueOn: string | null;
  organisation: { nameZh: string; nameEn: string | null };
}

/** Issued statements of a district that want money, those that are due first in front; of one customer when one is named. */
export async function listOpenStatements(
  { sql }: Connection,
  payeeId: string,
  organisationId?: string | null,
): Promise<OpenStatementView[]> {
  const rows = await sql<Omit<OpenStatementView, 'organisationNames'>[]>`
    SELECT s.id AS "statementId", s.number, s.organisation_id AS "organisationId", s.period, s.due_on::text AS "dueOn",
      s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen AS "outstandingFen",
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation
    FROM statements s JOIN organisations o ON o.id = s.organisation_id
    WHERE s.payee_id = ${payeeId} AND s.status IN ('issued', 'partlyPaid')
      AND s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen > 0
      ${organisationId ? sql`AND s.organisation_id = ${organisationId}` : sql``}
    ORDER BY s.due_on NULLS LAST, s.number`;
  return rows.map((row) => ({
    ...row,
    organisationNames: [row.organisation.nameZh, ...(row.organisation.nameEn ? [row.organisation.nameEn] : [])],
  }));
}
