import type { Reach } from '@guanyi/domain/identity/reach';
import type { FrozenFacts, StatementStatus } from '@guanyi/domain/statements/statement';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredStatement {
  id: string;
  version: number;
  payeeId: string;
  organisationId: string;
  number: string;
  period: string;
  status: StatementStatus;
  chargeCount: number;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  voucherFen: number;
  paidFen: number;
  creditedFen: number;
  taxInvoiceRef: string | null;
  remittanceRef: string | null;
  issuedAt: number | null;
  dueOn: string | null;
  voidReason: string | null;
  createdAt: number;
  updatedAt: number;
}

/** A charge on a statement. */
export interface StatementLine {
  chargeId: string;
  labId: string;
  occurredAt: number;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  creditedFen: number;
}

export interface StatementView extends StoredStatement {
  payee: { nameZh: string; nameEn: string | null };
  organisation: { nameZh: string; nameEn: string | null };
  charges: StatementLine[];
}

type Times = 'createdAt' | 'updatedAt' | 'issuedAt';
type Row<T> = Omit<T, Times> & { createdAt: string; updatedAt: string; issuedAt: string | null };

const columns = (connection: Connection) => connection.sql`
  s.id, s.version, s.payee_id AS "payeeId", s.organisation_id AS "organisationId", s.number, s.period, s.status,
  s.charge_count AS "chargeCount", s.subtotal_fen AS "subtotalFen", s.tax_fen AS "taxFen", s.total_fen AS "totalFen",
  s.voucher_fen AS "voucherFen", s.paid_fen AS "paidFen", s.credited_fen AS "creditedFen", s.tax_invoice_ref AS "taxInvoiceRef",
  s.remittance_ref AS "remittanceRef", s.issued_at::text AS "issuedAt", s.due_on::text AS "dueOn", s.void_reason AS "voidReason",
  s.created_at::text AS "createdAt", s.updated_at::text AS "updatedAt"`;

function withTimes<T extends Row<StoredStatement>>(row: T): Omit<T, Times> & Pick<StoredStatement, Times> {
  return {
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
    issuedAt: row.issuedAt === null ? null : instantFromText(row.issuedAt),
  };
}

/** A lab sees the statements that its own charges stand on. */
function visible(connection: Connection, reach: Reach) {
  const { sql } = connection;
  const direct = withinReach(connection, reach, { organisationId: 's.organisation_id', districtId: 's.payee_id' });
  if (reach.all || reach.labIds.length === 0) return direct;
  return sql`(${direct} OR EXISTS (SELECT 1 FROM statement_lines l
    WHERE l.payee_id = s.payee_id AND l.statement_id = s.id AND l.lab_id = ANY(${reach.labIds as string[]}::uuid[])))`;
}

/** Whose lines a reader gets to see: somebody who only works for a lab sees those of that lab. */
function visibleLines(connection: Connection, reach: Reach) {
  const isWide = reach.all || reach.organisationIds.length > 0 || reach.districtIds.length > 0;
  return isWide ? connection.sql`true` : connection.sql`l.lab_id = ANY(${reach.labIds as string[]}::uuid[])`;
}

export interface StatementFilter {
  organisationId?: string | undefined;
  payeeId?: string | undefined;
  period?: string | undefined;
  status?: StatementStatus | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Statements within reach, newest first, one more than the limit when there is a next page. The cursor is (createdAt, id). */
export async function listStatements(
  connection: Connection,
  reach: Reach,
  filter: StatementFilter,
): Promise<StatementView[]> {
  const { sql } = connection;
  const conditions = [
    visible(connection, reach),
    filter.organisationId ? sql`s.organisation_id = ${filter.organisationId}` : undefined,
    filter.payeeId ? sql`s.payee_id = ${filter.payeeId}` : undefined,
    filter.period ? sql`s.period = ${filter.period}` : undefined,
    filter.status ? sql`s.status = ${filter.status}` : undefined,
    filter.after
      ? sql`(s.created_at, s.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const condition = allOf(connection, conditions);
  return readStatements(
    connection,
    reach,
    sql`${condition} ORDER BY s.created_at DESC, s.id DESC LIMIT ${count(sql, filter.limit + 1)}`,
  );
}

/** One statement within reach. */
export async function findStatement(
  connection: Connection,
  reach: Reach,
  statementId: string,
): Promise<StatementView | undefined> {
  const condition = connection.sql`s.id = ${statementId} AND ${visible(connection, reach)}`;
  const [row] = await readStatements(connection, reach, condition);
  return row;
}

async function readStatements(
  connection: Connection,
  reach: Reach,
  condition: ReturnType<typeof allOf>,
): Promise<StatementView[]> {
  const rows = await connection.sql<Row<StatementView>[]>`
    SELECT ${columns(connection)}, jsonb_build_object('nameZh', p.name_zh, 'nameEn', p.name_en) AS payee,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('chargeId', l.charge_id, 'labId', l.lab_id, 'occurredAt', (extract(epoch FROM l.occurred_at) * 1000)::bigint, 'subtotalFen', l.subtotal_fen,
         'taxFen', l.tax_fen, 'totalFen', l.total_fen, 'creditedFen', l.credited_fen) ORDER BY l.occurred_at, l.charge_id), '[]')
       FROM statement_lines l WHERE l.payee_id = s.payee_id AND l.statement_id = s.id AND ${visibleLines(connection, reach)}) AS charges
    FROM statements s JOIN organisations p ON p.id = s.payee_id JOIN organisations o ON o.id = s.organisation_id
    WHERE ${condition}`;
  return rows.map(withTimes);
}

/** Locks a statement that the caller's district issues, or that lies within reach otherwise. */
export async function loadStatementForUpdate(
  tx: Tx,
  reach: Reach,
  statementId: string,
): Promise<StoredStatement | undefined> {
  const [row] = await tx.sql<Row<StoredStatement>[]>`
    SELECT ${columns(tx)} FROM statements s WHERE s.id = ${statementId} AND ${visible(tx, reach)} FOR UPDATE OF s`;
  return row && withTimes(row);
}

export interface StatementIssue {
  status: StatementStatus;
  issuedBy: string | null;
  dueOn: string;
  taxInvoiceRef: string | null;
  remittanceRef: string | null;
  frozen: FrozenFacts;
}

export async function markIssued(
  tx: Tx,
  statement: StoredStatement,
  issue: StatementIssue,
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE statements SET status = ${issue.status}, issued_at = ${at}, issued_by = ${issue.issuedBy}, due_on = ${issue.dueOn},
      tax_invoice_ref = ${issue.taxInvoiceRef}, remittance_ref = ${issue.remittanceRef}, frozen = ${tx.sql.json(issue.frozen as never)},
      version = version + 1, updated_at = ${at}
    WHERE payee_id = ${statement.payeeId} AND id = ${statement.id}`;
}

/** Notes the numbers that an issued statement has elsewhere. */
export async function saveReferences(
  tx: Tx,
  statement: Pick<StoredStatement, 'payeeId' | 'id' | 'taxInvoiceRef' | 'remittanceRef'>,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE statements SET tax_invoice_ref = ${statement.taxInvoiceRef}, remittance_ref = ${statement.remittanceRef},
      version = version + 1, updated_at = ${instantToText(now)}
    WHERE payee_id = ${statement.payeeId} AND id = ${statement.id}`;
}

/** Calls a draft off and sets its charges free. */
export async function markVoid(tx: Tx, statement: StoredStatement, reason: string, now: number): Promise<void> {
  await tx.sql`
    UPDATE statements SET status = 'void', void_reason = ${reason}, voucher_fen = 0, version = version + 1, updated_at = ${instantToText(now)}
    WHERE payee_id = ${statement.payeeId} AND id = ${statement.id}`;
  await tx.sql`
    UPDATE statement_lines SET active = false WHERE payee_id = ${statement.payeeId} AND statement_id = ${statement.id}`;
}

/**
 * Writes what an issued statement was settled by; the statement must be locked. `status` comes from `settledStatus`.
 */
export async function saveSettlement(
  tx: Tx,
  statement: Pick<StoredStatement, 'payeeId' | 'id'>,
  settlement: { voucherFen: number; paidFen: number; creditedFen: number; status: StatementStatus },
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE statements SET voucher_fen = ${settlement.voucherFen}, paid_fen = ${settlement.paidFen},
      credited_fen = ${settlement.creditedFen}, status = ${settlement.status}, version = version + 1, updated_at = ${instantToText(now)}
    WHERE payee_id = ${statement.payeeId} AND id = ${statement.id}`;
}
