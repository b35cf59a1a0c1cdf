import type { Period } from '@guanyi/domain/ledger/period';
import type { TransferKind, TransferState } from '@guanyi/domain/ledger/transfer';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf } from '../reach.ts';

interface OwnerName {
  zh: string;
  en?: string;
}

export interface AccountBalance {
  accountId: string;
  kind: string;
  ownerId: string;
  scopeId: string | null;
  /** Null for what is no organisation, such as a venture. */
  owner: OwnerName | null;
  debitFen: number;
  creditFen: number;
}

/** The money accounts of a district that have ever moved. The caller has established that the district is within reach. */
export async function readTrialBalance(connection: Connection, districtId: string): Promise<AccountBalance[]> {
  return connection.sql<AccountBalance[]>`
    SELECT a.id AS "accountId", a.kind, a.owner_id AS "ownerId", a.scope_id AS "scopeId", a.debit_sum AS "debitFen",
      a.credit_sum AS "creditFen",
      CASE WHEN o.id IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object('zh', o.name_zh, 'en', o.name_en)) END AS owner
    FROM ledger_accounts a LEFT JOIN organisations o ON o.id = a.owner_id
    WHERE a.district_id = ${districtId} AND a.unit = 'fen' AND (a.debit_sum > 0 OR a.credit_sum > 0)
    ORDER BY a.kind, o.name_zh, a.id`;
}

export interface JournalEntry {
  id: string;
  debitAccountId: string;
  creditAccountId: string;
  debit: { kind: string; owner: OwnerName | null };
  credit: { kind: string; owner: OwnerName | null };
  amountFen: number;
  kind: TransferKind;
  reference: string;
  day: string;
  period: Period;
  state: TransferState;
  resolvesId: string | null;
  reversesId: string | null;
  createdAt: number;
}

export interface JournalFilter {
  accountId?: string | undefined;
  kind?: string | undefined;
  reference?: string | undefined;
  period?: string | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
  /** Oldest first, for an export. */
  isAscending?: boolean;
}

/** Money transfers of a district, one more than the limit when there is a next page. The cursor is (createdAt, id). */
export async function listTransfers(
  connection: Connection,
  districtId: string,
  filter: JournalFilter,
): Promise<JournalEntry[]> {
  const { sql } = connection;
  const after = filter.after && sql`(${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`;
  const conditions = [
    sql`t.district_id = ${districtId} AND t.unit = 'fen'`,
    filter.accountId
      ? sql`(t.debit_account_id = ${filter.accountId} OR t.credit_account_id = ${filter.accountId})`
      : undefined,
    filter.kind ? sql`t.kind = ${filter.kind}` : undefined,
    filter.reference ? sql`t.reference = ${filter.reference}` : undefined,
    filter.period ? sql`t.period = ${filter.period}` : undefined,
    after && (filter.isAscending ? sql`(t.created_at, t.id) > ${after}` : sql`(t.created_at, t.id) < ${after}`),
  ];
  const order = filter.isAscending ? sql`t.created_at, t.id` : sql`t.created_at DESC, t.id DESC`;
  const rows = await sql<(Omit<JournalEntry, 'createdAt'> & { createdAt: string })[]>`
    WITH named AS (
      SELECT a.district_id, a.id, jsonb_build_object('kind', a.kind, 'owner',
        CASE WHEN o.id IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object('zh', o.name_zh, 'en', o.name_en)) END) AS name
      FROM ledger_accounts a LEFT JOIN organisations o ON o.id = a.owner_id
    )
    SELECT t.id, t.debit_account_id AS "debitAccountId", t.credit_account_id AS "creditAccountId", d.name AS debit, c.name AS credit,
      t.amount AS "amountFen", t.kind, t.reference, t.day::text AS day, t.period, t.state, t.resolves_id AS "resolvesId",
      t.reverses_id AS "reversesId", t.created_at::text AS "createdAt"
    FROM transfers t
    JOIN named d ON d.district_id = t.district_id AND d.id = t.debit_account_id
    JOIN named c ON c.district_id = t.district_id AND c.id = t.credit_account_id
    WHERE ${allOf(connection, conditions)} ORDER BY ${order} LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => ({ ...row, createdAt: instantFromText(row.createdAt) }));
}

/** The journal of a month in parts, so that a long one does not have to fit into memory. */
export async function* readJournal(
  connection: Connection,
  districtId: string,
  period: Period,
): AsyncGenerator<JournalEntry[]> {
  const limit = 1_000;
  let after: readonly [number, string] | undefined;
  for (;;) {
    const rows = await listTransfers(connection, districtId, { period, limit, after, isAscending: true });
    const shown = rows.slice(0, limit);
    if (shown.length > 0) yield shown;
    const last = shown.at(-1);
    if (rows.length <= limit || !last) return;
    after = [last.createdAt, last.id];
  }
}
