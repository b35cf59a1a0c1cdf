import type { Reach } from '@guanyi/domain/identity/reach';
import type { Budget, BudgetUse } from '@guanyi/domain/limits/limits';
import { newId } from '@guanyi/platform/ids';
import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** A budget with what its project holds at the moment of reading. */
export interface BudgetView extends Budget, BudgetUse {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  organisationId: string;
  projectCode: string;
}

/** Sets or changes a budget; the row is created with the first call. */
export async function saveBudget(
  tx: Tx,
  budget: Budget & { organisationId: string; projectCode: string },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO project_budgets (organisation_id, project_code, id, limit_fen, kind, created_at, updated_at)
    VALUES (${budget.organisationId}, ${budget.projectCode}, ${newId()}, ${budget.limitFen}, ${budget.kind}, ${at}, ${at})
    ON CONFLICT (organisation_id, project_code) DO UPDATE
      SET limit_fen = excluded.limit_fen, kind = excluded.kind, version = project_budgets.version + 1, updated_at = excluded.updated_at`;
}

/** Locks a budget, so that of two bookings of one project the second sums what the first has reserved. */
export async function lockBudget(tx: Tx, organisationId: string, projectCode: string): Promise<Budget | undefined> {
  const [row] = await tx.sql<Budget[]>`
    SELECT limit_fen AS "limitFen", kind FROM project_budgets
    WHERE organisation_id = ${organisationId} AND project_code = ${projectCode} FOR UPDATE`;
  return row;
}

/**
 * What a project holds. A booking counts at its quoted total while it takes time or waits for its charge, then by its
 * charges; one that was declined, has lapsed or was cancelled for free counts nothing. A share counts where it names its project.
 */
export async function sumBudgetUse(
  connection: Connection,
  project: { organisationId: string; projectCode: string },
  now: number,
): Promise<BudgetUse> {
  const [row] = await connection.sql<BudgetUse[]>`
    ${useOf(connection, connection.sql`${project.organisationId}::uuid`, connection.sql`${project.projectCode}`, now)}`;
  return row ?? { reservedFen: 0, spentFen: 0 };
}

function useOf({ sql }: Connection, organisationId: Fragment, projectCode: Fragment, now: number): Fragment {
  return sql`
    SELECT coalesce(sum(b.quoted_total_fen) FILTER (WHERE ${isReserved({ sql } as Connection, now)}), 0)::bigint AS "reservedFen",
      (coalesce(sum(c.charged), 0) + coalesce((SELECT sum(total_fen) FROM charges
        WHERE organisation_id = ${organisationId} AND project_code = ${projectCode}), 0))::bigint AS "spentFen"
    FROM bookings b
    LEFT JOIN LATERAL (SELECT sum(total_fen) FILTER (WHERE organisation_id = b.organisation_id AND project_code IS NULL) AS charged,
        coalesce(bool_or(kind = 'usage'), false) AS is_settled
      FROM charges WHERE lab_id = b.lab_id AND booking_id = b.id) c ON true
    WHERE b.organisation_id = ${organisationId} AND b.project_code = ${projectCode}`;
}

/**
 * The condition under which a booking `b` still counts at its quoted total; `c.is_settled` says whether its use is charged.
 * A request that nobody decided in time counts nothing from that moment on, whether or not the sweeper has come by.
 */
export function isReserved({ sql }: Connection, now: number): Fragment {
  return sql`(b.status IN ('confirmed', 'inUse')
    OR (b.status = 'pendingApproval' AND b.from_at > ${instantToText(now)} AND (b.approval_deadline_at IS NULL OR b.approval_deadline_at > ${instantToText(now)}))
    OR (b.status = 'completed' AND NOT coalesce(c.is_settled, false)))`;
}

export interface BudgetFilter {
  organisationId?: string | undefined;
  projectCode?: string | undefined;
  now: number;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Budgets within reach, oldest first, one more than the limit when there is a next page. The cursor is (createdAt, id). */
export async function listBudgets(connection: Connection, reach: Reach, filter: BudgetFilter): Promise<BudgetView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, { organisationId: 'p.organisation_id' }),
    filter.organisationId ? sql`p.organisation_id = ${filter.organisationId}` : undefined,
    filter.projectCode !== undefined ? sql`p.project_code = ${filter.projectCode}` : undefined,
    filter.after
      ? sql`(p.created_at, p.id) > (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<(Omit<BudgetView, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string })[]>`
    SELECT p.id, p.version, p.created_at::text AS "createdAt", p.updated_at::text AS "updatedAt", p.organisation_id AS "organisationId",
      p.project_code AS "projectCode", p.limit_fen AS "limitFen", p.kind, u."reservedFen", u."spentFen"
    FROM project_budgets p
    CROSS JOIN LATERAL (${useOf(connection, sql`p.organisation_id`, sql`p.project_code`, filter.now)}) u
    WHERE ${allOf(connection, conditions)} ORDER BY p.created_at, p.id LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}
