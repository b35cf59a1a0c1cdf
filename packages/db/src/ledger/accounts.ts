import { type AccountName, type AccountSums, accountKinds, type Side, unitOf } from '@guanyi/domain/ledger/account';
import { newId } from '@guanyi/platform/ids';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface LockedAccount extends AccountSums {
  id: string;
  unit: string;
  kind: string;
  ownerId: string;
  scopeId: string | null;
  side: Side;
  floor: boolean;
}

/** Tells accounts of one district apart by name. */
export function accountKey(name: { kind: string; ownerId: string; scopeId?: string | null | undefined }): string {
  return `${name.kind}/${name.ownerId}/${name.scopeId ?? ''}`;
}

/**
 * Opens the accounts that are not there yet and locks all of them in the order of their ids, so that two transactions that need
 * the same accounts wait for each other instead of deadlocking.
 * @returns the accounts by `accountKey`.
 */
export async function lockAccounts(
  tx: Tx,
  districtId: string,
  names: readonly AccountName[],
  now: number,
): Promise<Map<string, LockedAccount>> {
  const distinct = [...new Map(names.map((name) => [accountKey(name), name])).values()];
  const wanted = distinct.map((name) => {
    const { side, floor } = accountKinds[name.kind];
    return { ...name, id: newId(), unit: unitOf(name), side, floor, scopeId: name.scopeId ?? null };
  });
  const given = tx.sql`jsonb_to_recordset(${tx.sql.json(wanted as never)}::jsonb)
    AS g(id uuid, unit text, kind text, "ownerId" uuid, "scopeId" uuid, side text, floor boolean)`;
  await tx.sql`
    INSERT INTO ledger_accounts (district_id, id, unit, kind, owner_id, scope_id, side, floor, created_at)
    SELECT ${districtId}, id, unit, kind, "ownerId", "scopeId", side, floor, ${instantToText(now)} FROM ${given}
    ORDER BY kind, "ownerId", "scopeId" ON CONFLICT DO NOTHING`;
  const rows = await tx.sql<LockedAccount[]>`
    SELECT a.id, a.unit, a.kind, a.owner_id AS "ownerId", a.scope_id AS "scopeId", a.side, a.floor, a.debit_sum AS "debitSum",
      a.credit_sum AS "creditSum", a.debit_pending AS "debitPending", a.credit_pending AS "creditPending"
    FROM ledger_accounts a JOIN ${given} ON a.kind = g.kind AND a.owner_id = g."ownerId" AND a.scope_id IS NOT DISTINCT FROM g."scopeId"
    WHERE a.district_id = ${districtId} ORDER BY a.id FOR NO KEY UPDATE OF a`;
  return new Map(rows.map((row) => [accountKey(row), row]));
}

/** Accounts by their ids, locked in the order of ids. */
export async function lockAccountsById(
  tx: Tx,
  districtId: string,
  ids: readonly string[],
): Promise<Map<string, LockedAccount>> {
  const rows = await tx.sql<LockedAccount[]>`
    SELECT a.id, a.unit, a.kind, a.owner_id AS "ownerId", a.scope_id AS "scopeId", a.side, a.floor, a.debit_sum AS "debitSum",
      a.credit_sum AS "creditSum", a.debit_pending AS "debitPending", a.credit_pending AS "creditPending"
    FROM ledger_accounts a WHERE a.district_id = ${districtId} AND a.id = ANY(${ids as string[]}::uuid[])
    ORDER BY a.id FOR NO KEY UPDATE OF a`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The sums of one account without a lock; all zero before its first transfer. */
export async function readAccount(
  connection: Pick<Tx, 'sql'>,
  districtId: string,
  name: AccountName,
): Promise<AccountSums> {
  const [row] = await connection.sql<AccountSums[]>`
    SELECT debit_sum AS "debitSum", credit_sum AS "creditSum", debit_pending AS "debitPending", credit_pending AS "creditPending"
    FROM ledger_accounts WHERE district_id = ${districtId} AND kind = ${name.kind} AND owner_id = ${name.ownerId}
      AND scope_id IS NOT DISTINCT FROM ${name.scopeId ?? null}::uuid`;
  return row ?? { debitSum: 0, creditSum: 0, debitPending: 0, creditPending: 0 };
}
