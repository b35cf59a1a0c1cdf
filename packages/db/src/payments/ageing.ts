import type { Reach } from '@guanyi/domain/identity/reach';
import type { Day } from '@guanyi/domain/kernel/local-time';
import { type AgeBuckets, bucketOf, noBuckets } from '@guanyi/domain/payments/ageing';
import type { Connection } from '../client.ts';
import { allOf, withinReach } from '../reach.ts';

/** What one customer owes one district, by age. */
export interface AgeingRow extends AgeBuckets {
  payeeId: string;
  organisationId: string;
  organisation: { nameZh: string; nameEn: string | null };
  oldestDueOn: Day | null;
  statementCount: number;
  remindedStep: number | null;
}

interface Open {
  payeeId: string;
  organisationId: string;
  organisation: AgeingRow['organisation'];
  dueOn: Day | null;
  outstandingFen: number;
  remindedStep: number | null;
}

/** Open statements within reach summed by customer, the latest payers first. A statement without a day of payment is not due. */
export async function readAgeing(
  connection: Connection,
  reach: Reach,
  filter: { districtId?: string | undefined; organisationId?: string | undefined; today: Day },
): Promise<AgeingRow[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, { districtId: 's.payee_id' }),
    filter.districtId ? sql`s.payee_id = ${filter.districtId}` : undefined,
    filter.organisationId ? sql`s.organisation_id = ${filter.organisationId}` : undefined,
  ];
  const open = await sql<Open[]>`
    SELECT s.payee_id AS "payeeId", s.organisation_id AS "organisationId", s.due_on::text AS "dueOn",
      s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen AS "outstandingFen",
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation,
      (SELECT max(step) FROM payment_reminders r WHERE r.payee_id = s.payee_id AND r.organisation_id = s.organisation_id
        AND r.statement_id = s.id) AS "remindedStep"
    FROM statements s JOIN organisations o ON o.id = s.organisation_id
    WHERE s.status IN ('issued', 'partlyPaid') AND s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen > 0
      AND ${allOf(connection, conditions)}
    ORDER BY s.due_on NULLS LAST`;
  const rows = new Map<string, AgeingRow>();
  for (const one of open) add(rows, one, filter.today);
  return [...rows.values()];
}

function add(rows: Map<string, AgeingRow>, open: Open, today: Day): void {
  const { payeeId, organisationId, organisation, dueOn, outstandingFen, remindedStep } = open;
  const key = `${payeeId} ${organisationId}`;
  const row = rows.get(key) ?? {
    ...noBuckets,
    ...{ payeeId, organisationId, organisation, oldestDueOn: dueOn, statementCount: 0, remindedStep: null },
  };
  const bucket = dueOn === null ? 'current' : bucketOf(dueOn, today);
  row[`${bucket}Fen`] += outstandingFen;
  row.totalFen += outstandingFen;
  row.statementCount += 1;
  if (remindedStep !== null) row.remindedStep = Math.max(row.remindedStep ?? 0, remindedStep);
  rows.set(key, row);
}
