import type { Reach } from '@guanyi/domain/identity/reach';
import type { Exposure } from '@guanyi/domain/limits/limits';
import { newId } from '@guanyi/platform/ids';
import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';
import { isReserved } from './budgets.ts';

/** A credit limit with what it stands against at the moment of reading. */
export interface CreditView extends Exposure {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  payeeId: string;
  organisationId: string;
  limitFen: number;
  organisation: { nameZh: string; nameEn: string | null };
  payee: { nameZh: string; nameEn: string | null };
}

/** Who owes and who is owed. */
export interface Pair {
  payeeId: string;
  organisationId: string;
}

/** Sets or changes a limit. @returns false when there is no such customer. */
export async function saveCreditLimit(tx: Tx, pair: Pair, limitFen: number, now: number): Promise<boolean> {
  const at = instantToText(now);
  const result = await tx.sql`
    INSERT INTO credit_limits (payee_id, organisation_id, id, limit_fen, created_at, updated_at)
    SELECT ${pair.payeeId}, o.id, ${newId()}, ${limitFen}, ${at}, ${at} FROM organisations o WHERE o.id = ${pair.organisationId}
    ON CONFLICT (payee_id, organisation_id) DO UPDATE
      SET limit_fen = excluded.limit_fen, version = credit_limits.version + 1, updated_at = excluded.updated_at`;
  return result.count === 1;
}

/** Locks a limit, so that of two bookings of one customer the second sums what the first has reserved. */
export async function lockCreditLimit(tx: Tx, pair: Pair): Promise<number | undefined> {
  const [row] = await tx.sql<{ limitFen: number }[]>`
    SELECT limit_fen AS "limitFen" FROM credit_limits
    WHERE payee_id = ${pair.payeeId} AND organisation_id = ${pair.organisationId} FOR UPDATE`;
  return row?.limitFen;
}

/** What a customer owes a district or has promised to, by what is on record now. */
export async function sumExposure(connection: Connection, pair: Pair, now: number): Promise<Exposure> {
  const { sql } = connection;
  const [row] = await sql<Exposure[]>`
    ${exposureOf(connection, { payeeId: sql`${pair.payeeId}::uuid`, organisationId: sql`${pair.organisationId}::uuid` }, now)}`;
  if (!row) throw new Error('A sum has one row.');
  return row;
}

/** A use whose charge is this late is for a person to look into; it no longer weighs on the customer's credit. */
const longestWait = '120 days';

function exposureOf(
  connection: Connection,
  pair: { payeeId: Fragment; organisationId: Fragment },
  now: number,
): Fragment {
  const { sql } = connection;
  return sql`
    SELECT
      (SELECT coalesce(sum(b.quoted_total_fen), 0)::bigint FROM bookings b
        LEFT JOIN LATERAL (SELECT true AS is_settled FROM charges
          WHERE b.status = 'completed' AND lab_id = b.lab_id AND booking_id = b.id AND kind = 'usage' LIMIT 1) c ON true
        WHERE b.organisation_id = ${pair.organisationId} AND b.district_id = ${pair.payeeId}
          AND b.from_at > ${instantToText(now)}::timestamptz - ${longestWait}::interval AND ${isReserved(connection, now)}) AS "reservedFen",
      (SELECT coalesce(sum(c.total_fen), 0)::bigint FROM charges c
        WHERE c.organisation_id = ${pair.organisationId} AND c.payee_id = ${pair.payeeId}
          AND NOT EXISTS (SELECT FROM statement_lines l JOIN statements s ON s.payee_id = l.payee_id AND s.id = l.statement_id
            WHERE l.payee_id = c.payee_id AND l.charge_id = c.id AND l.active AND s.status <> 'draft')) AS "unbilledFen",
      owed."outstandingFen", owed."overdueFen"
    FROM (SELECT coalesce(sum(o.fen), 0)::bigint AS "outstandingFen",
        coalesce(sum(o.fen) FILTER (WHERE o.due_on < (${instantToText(now)}::timestamptz AT TIME ZONE o.zone)::date), 0)::bigint AS "overdueFen"
      FROM (SELECT s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen AS fen, s.due_on, p.zone
        FROM statements s JOIN organisations p ON p.id = s.payee_id
        WHERE s.organisation_id = ${pair.organisationId} AND s.payee_id = ${pair.payeeId} AND s.status IN ('issued', 'partlyPaid')) o
      WHERE o.fen > 0) owed`;
}

export interface CreditFilter {
  organisationId?: string | undefined;
  payeeId?: string | undefined;
  now: number;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Limits within reach, of the customer or of the district, oldest first. The cursor is (createdAt, id). */
export async function listCreditLimits(
  connection: Connection,
  reach: Reach,
  filter: CreditFilter,
): Promise<CreditView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, { organisationId: 'l.organisation_id', districtId: 'l.payee_id' }),
    filter.organisationId ? sql`l.organisation_id = ${filter.organisationId}` : undefined,
    filter.payeeId ? sql`l.payee_id = ${filter.payeeId}` : undefined,
    filter.after
      ? sql`(l.created_at, l.id) > (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const pair = { payeeId: sql`l.payee_id`, organisationId: sql`l.organisation_id` };
  const rows = await sql<(Omit<CreditView, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string })[]>`
    SELECT l.id, l.version, l.created_at::text AS "createdAt", l.updated_at::text AS "updatedAt", l.payee_id AS "payeeId",
      l.organisation_id AS "organisationId", l.limit_fen AS "limitFen", e.*,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation,
      jsonb_build_object('nameZh', p.name_zh, 'nameEn', p.name_en) AS payee
    FROM credit_limits l
    JOIN organisations o ON o.id = l.organisation_id
    JOIN organisations p ON p.id = l.payee_id
    CROSS JOIN LATERAL (${exposureOf(connection, pair, filter.now)}) e
    WHERE ${allOf(connection, conditions)} ORDER BY l.created_at, l.id LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}
