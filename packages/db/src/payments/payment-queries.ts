import type { Reach } from '@guanyi/domain/identity/reach';
import type { Day } from '@guanyi/domain/kernel/local-time';
import type { PaymentStatus } from '@guanyi/domain/payments/payment';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** A payment with where its money went. */
export interface PaymentView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  payeeId: string;
  organisationId: string | null;
  organisation: { nameZh: string; nameEn: string | null } | null;
  payer: string;
  payerAccount: string | null;
  reference: string;
  remark: string;
  method: 'bankTransfer' | 'other';
  receivedOn: Day;
  amountFen: number;
  allocatedFen: number;
  refundedFen: number;
  importId: string | null;
  line: number | null;
  allocations: { id: string; statementId: string; number: string; amountFen: number; at: string }[];
  /** Allocations that were taken back. */
  reversals: {
    allocationId: string;
    statementId: string;
    number: string;
    amountFen: number;
    reason: string;
    at: string;
  }[];
  refunds: { amountFen: number; reason: string; at: string }[];
}

export interface PaymentFilter {
  paymentId?: string | undefined;
  organisationId?: string | undefined;
  payeeId?: string | undefined;
  importId?: string | undefined;
  status?: PaymentStatus | undefined;
  /** Anything that is free, whatever its status. */
  hasFree?: boolean | undefined;
  receivedFrom?: Day | undefined;
  receivedUntil?: Day | undefined;
  /** Part of the payer, the reference or the remark. */
  q?: string | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Payments within reach, newest first, one more than the limit when there is a next page. The cursor is (createdAt, id). */
export async function listPayments(
  connection: Connection,
  reach: Reach,
  filter: PaymentFilter,
): Promise<PaymentView[]> {
  const { sql } = connection;
  const rows = await sql<(Omit<PaymentView, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string })[]>`
    SELECT p.id, p.version, p.created_at::text AS "createdAt", p.updated_at::text AS "updatedAt", p.payee_id AS "payeeId",
      p.organisation_id AS "organisationId", p.payer, p.payer_account AS "payerAccount", p.reference, p.remark, p.method,
      p.received_on::text AS "receivedOn", p.amount_fen AS "amountFen", p.allocated_fen AS "allocatedFen",
      p.refunded_fen AS "refundedFen", p.import_id AS "importId", p.line,
      CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) END AS organisation,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'statementId', a.statement_id, 'number', s.number,
          'amountFen', a.amount_fen, 'at', a.created_at)
          ORDER BY a.created_at, a.id), '[]')
        FROM payment_allocations a JOIN statements s ON s.payee_id = a.payee_id AND s.id = a.statement_id
        WHERE a.payee_id = p.payee_id AND a.payment_id = p.id AND a.reversed_at IS NULL) AS allocations,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('allocationId', a.id, 'statementId', a.statement_id, 'number', s.number,
          'amountFen', a.amount_fen, 'reason', a.reversal_reason, 'at', a.reversed_at) ORDER BY a.reversed_at, a.id), '[]')
        FROM payment_allocations a JOIN statements s ON s.payee_id = a.payee_id AND s.id = a.statement_id
        WHERE a.payee_id = p.payee_id AND a.payment_id = p.id AND a.reversed_at IS NOT NULL) AS reversals,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('amountFen', r.amount_fen, 'reason', r.reason, 'at', r.created_at)
          ORDER BY r.created_at, r.id), '[]')
        FROM payment_refunds r WHERE r.payee_id = p.payee_id AND r.payment_id = p.id) AS refunds
    FROM payments p LEFT JOIN organisations o ON o.id = p.organisation_id
    WHERE ${allOf(connection, conditionsOf(connection, reach, filter))}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}

function conditionsOf(connection: Connection, reach: Reach, filter: PaymentFilter): (Fragment | undefined)[] {
  const { sql } = connection;
  const pattern = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined;
  return [
    withinReach(connection, reach, { organisationId: 'p.organisation_id', districtId: 'p.payee_id' }),
    filter.paymentId ? sql`p.id = ${filter.paymentId}` : undefined,
    filter.organisationId ? sql`p.organisation_id = ${filter.organisationId}` : undefined,
    filter.payeeId ? sql`p.payee_id = ${filter.payeeId}` : undefined,
    filter.importId ? sql`p.import_id = ${filter.importId}` : undefined,
    filter.status ? statusIs(connection, filter.status) : undefined,
    filter.hasFree === undefined
      ? undefined
      : filter.hasFree
        ? sql`p.allocated_fen + p.refunded_fen < p.amount_fen`
        : sql`p.allocated_fen + p.refunded_fen = p.amount_fen`,
    filter.receivedFrom ? sql`p.received_on >= ${filter.receivedFrom}` : undefined,
    filter.receivedUntil ? sql`p.received_on <= ${filter.receivedUntil}` : undefined,
    pattern ? sql`(p.payer ILIKE ${pattern} OR p.reference ILIKE ${pattern} OR p.remark ILIKE ${pattern})` : undefined,
    filter.after
      ? sql`(p.created_at, p.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
}

/** The same as `paymentStatus` of the domain, for a WHERE clause. */
function statusIs({ sql }: Connection, status: PaymentStatus): Fragment {
  switch (status) {
    case 'unallocated':
      return sql`p.allocated_fen + p.refunded_fen = 0`;
    case 'partlyAllocated':
      return sql`p.allocated_fen + p.refunded_fen > 0 AND p.allocated_fen + p.refunded_fen < p.amount_fen`;
    case 'allocated':
      return sql`p.allocated_fen + p.refunded_fen = p.amount_fen AND p.allocated_fen > 0`;
    case 'refunded':
      return sql`p.refunded_fen = p.amount_fen`;
  }
}

/** One payment within reach. */
export async function findPayment(
  connection: Connection,
  reach: Reach,
  paymentId: string,
): Promise<PaymentView | undefined> {
  const [row] = await listPayments(connection, reach, { paymentId, limit: 1 });
  return row;
}
