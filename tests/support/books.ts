import type { Database } from '@guanyi/db/client';

/**
 * What is wrong with the books of a database, worked out from the transfers alone: accounts whose sums differ from their transfers,
 * units whose debits and credits differ, reservations resolved for more than they held, accounts below their floor.
 */
export async function faultsOfBooks(database: Database): Promise<readonly { fault: string; what: string }[]> {
  return database.sql<{ fault: string; what: string }[]>`
    WITH moves AS (
      SELECT t.district_id, t.unit, side.account_id,
        CASE WHEN side.is_debit AND t.state = 'posted' THEN t.amount ELSE 0 END AS debit,
        CASE WHEN NOT side.is_debit AND t.state = 'posted' THEN t.amount ELSE 0 END AS credit,
        CASE WHEN side.is_debit THEN held.amount ELSE 0 END AS debit_held,
        CASE WHEN NOT side.is_debit THEN held.amount ELSE 0 END AS credit_held
      FROM transfers t
      CROSS JOIN LATERAL (VALUES (t.debit_account_id, true), (t.credit_account_id, false)) AS side(account_id, is_debit)
      CROSS JOIN LATERAL (SELECT CASE WHEN t.state = 'pending' AND NOT EXISTS (SELECT 1 FROM transfers r
        WHERE r.district_id = t.district_id AND r.resolves_id = t.id) THEN t.amount ELSE 0 END AS amount) AS held
    ), sums AS (
      SELECT district_id, account_id, sum(debit) AS debit, sum(credit) AS credit, sum(debit_held) AS debit_held, sum(credit_held) AS credit_held
      FROM moves GROUP BY 1, 2
    )
    SELECT 'sums differ' AS fault, a.id::text AS what FROM ledger_accounts a LEFT JOIN sums s ON s.district_id = a.district_id AND s.account_id = a.id
    WHERE (a.debit_sum, a.credit_sum, a.debit_pending, a.credit_pending)
      IS DISTINCT FROM (coalesce(s.debit, 0), coalesce(s.credit, 0), coalesce(s.debit_held, 0), coalesce(s.credit_held, 0))
    UNION ALL
    SELECT 'not balanced', unit FROM ledger_accounts GROUP BY district_id, unit HAVING sum(debit_sum) <> sum(credit_sum)
    UNION ALL
    SELECT 'more than was held', r.id::text FROM transfers r JOIN transfers p ON p.district_id = r.district_id AND p.id = r.resolves_id
    WHERE r.amount > p.amount
    UNION ALL
    SELECT 'below the floor', id::text FROM ledger_accounts
    WHERE floor AND CASE side WHEN 'debit' THEN debit_sum - credit_sum - credit_pending ELSE credit_sum - debit_sum - debit_pending END < 0`;
}
