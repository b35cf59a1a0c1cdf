import type { Day } from '@guanyi/domain/kernel/local-time';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** A customer that is late with a district, by its oldest statement that is not paid. */
export interface LateCustomer {
  payeeId: string;
  organisationId: string;
  statementId: string;
  dueOn: Day;
  /** The day that it is at the payee. */
  today: Day;
  overdueFen: number;
  statementCount: number;
}

/** Customers with a statement whose day of payment has passed and that have not had the last reminder for it. */
export async function listLateCustomers(tx: Tx, now: number, limit: number, lastStep: number): Promise<LateCustomer[]> {
  const at = instantToText(now);
  return tx.sql<LateCustomer[]>`
    WITH late AS (
      SELECT s.payee_id, s.organisation_id, s.id, s.due_on, (${at}::timestamptz AT TIME ZONE d.zone)::date AS today,
        s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen AS outstanding
      FROM statements s JOIN organisations d ON d.id = s.payee_id
      WHERE s.status IN ('issued', 'partlyPaid') AND s.due_on < (${at}::timestamptz AT TIME ZONE d.zone)::date
        AND s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen > 0
    ), customers AS (
      SELECT DISTINCT ON (payee_id, organisation_id) payee_id, organisation_id, id, due_on, today,
        sum(outstanding) OVER pair AS overdue, count(*) OVER pair AS statements
      FROM late WINDOW pair AS (PARTITION BY payee_id, organisation_id)
      ORDER BY payee_id, organisation_id, due_on, id
    )
    SELECT c.payee_id AS "payeeId", c.organisation_id AS "organisationId", c.id AS "statementId", c.due_on::text AS "dueOn",
      c.today::text AS today, c.overdue::bigint AS "overdueFen", c.statements::int AS "statementCount"
    FROM customers c
    WHERE NOT EXISTS (SELECT FROM payment_reminders r WHERE r.payee_id = c.payee_id AND r.organisation_id = c.organisation_id
      AND r.statement_id = c.id AND r.step >= CASE WHEN c.today - c.due_on >= 30 THEN ${lastStep} WHEN c.today - c.due_on >= 15 THEN 2 ELSE 1 END)
    ORDER BY c.due_on LIMIT ${limit}`;
}

/** @returns false when the customer was reminded of this step before. */
export async function insertReminder(tx: Tx, late: LateCustomer, step: number, now: number): Promise<boolean> {
  const result = await tx.sql`
    INSERT INTO payment_reminders (payee_id, organisation_id, statement_id, step, overdue_fen, statement_count, due_on, created_at)
    VALUES (${late.payeeId}, ${late.organisationId}, ${late.statementId}, ${step}, ${late.overdueFen}, ${late.statementCount},
      ${late.dueOn}, ${instantToText(now)})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

export interface ReminderFacts {
  payee: { zh: string; en: string | null };
  organisation: { zh: string; en: string | null };
}

export async function findReminderNames(
  connection: Connection,
  payeeId: string,
  organisationId: string,
): Promise<ReminderFacts | undefined> {
  const [row] = await connection.sql<ReminderFacts[]>`
    SELECT jsonb_build_object('zh', p.name_zh, 'en', p.name_en) AS payee, jsonb_build_object('zh', o.name_zh, 'en', o.name_en) AS organisation
    FROM organisations p, organisations o WHERE p.id = ${payeeId} AND o.id = ${organisationId}`;
  return row;
}
