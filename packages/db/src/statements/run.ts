import type { Window } from '@guanyi/domain/kernel/window';
import { idPrefixOf } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** A million charges take longer than any request may, and three runs of one payee take turns. */
const longestRun = '600s';

export interface RunInput {
  districtId: string;
  period: string;
  dryRun: boolean;
}

/** Notes that a run was asked for. */
export async function insertRun(
  tx: Tx,
  operation: { id: string; userId: string; input: RunInput; now: number },
): Promise<void> {
  const at = instantToText(operation.now);
  await tx.sql`
    INSERT INTO operations (id, kind, user_id, organisation_id, status, input, created_at, updated_at)
    VALUES (${operation.id}, 'statementRun', ${operation.userId}, ${operation.input.districtId}, 'running',
      ${tx.sql.json(operation.input as never)}, ${at}, ${at})`;
}

/** Locks a run that is still to be done; waits for whoever does it now. Undefined when it has ended. */
export async function loadRunForUpdate(tx: Tx, operationId: string): Promise<RunInput | undefined> {
  // Right after a run was killed, statistics say that the payee has next to no charges; a nested loop over all of them takes minutes.
  await tx.sql`
    SELECT set_config('statement_timeout', ${longestRun}, true), set_config('lock_timeout', ${longestRun}, true),
      set_config('enable_nestloop', 'off', true)`;
  const [row] = await tx.sql<{ input: RunInput }[]>`
    SELECT input FROM operations WHERE id = ${operationId} AND kind = 'statementRun' AND status = 'running' FOR UPDATE`;
  return row?.input;
}

export async function finishRun(tx: Tx, operationId: string, result: object, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE operations SET status = 'succeeded', result = ${tx.sql.json(result as never)}, progress_permille = 1000,
      version = version + 1, updated_at = ${at}, finished_at = ${at}
    WHERE id = ${operationId}`;
}

/** The next `count` numbers of a series; the row is locked until the transaction ends, so a rollback leaves no gap. */
export async function takeNumbers(
  tx: Tx,
  counter: { payeeId: string; series: 'statement' | 'creditNote'; year: number },
  count: number,
): Promise<number> {
  const { payeeId, series, year } = counter;
  const [row] = await tx.sql<{ last: number }[]>`
    INSERT INTO statement_counters (payee_id, series, year, last) VALUES (${payeeId}, ${series}, ${year}, ${count})
    ON CONFLICT (payee_id, series, year) DO UPDATE SET last = statement_counters.last + ${count} RETURNING last`;
  return row!.last - count;
}

export interface MadeStatement {
  id: string;
  organisationId: string;
  chargeCount: number;
  totalFen: number;
}

/**
 * States every charge of the payee in the window that no valid statement carries, one statement a customer, in one statement of SQL,
 * so that no row travels to the program and back. Numbers go on from `last`, whose counter the caller has locked.
 */
export async function stateCharges(
  tx: Tx,
  run: {
    payeeId: string;
    period: string;
    window: Window;
    year: number;
    numberHead: string;
    last: number;
    operationId: string;
  },
  now: number,
): Promise<MadeStatement[]> {
  const at = instantToText(now);
  return tx.sql<MadeStatement[]>`
    WITH open AS MATERIALIZED (
      SELECT c.lab_id, c.id, c.organisation_id, c.occurred_at, c.subtotal_fen, c.tax_fen, c.total_fen
      FROM charges c
      WHERE ${unstated(tx, run.payeeId, run.window)}
    ), made AS MATERIALIZED (
      SELECT organisation_id, count(*)::int AS charge_count, sum(subtotal_fen)::bigint AS subtotal_fen, sum(tax_fen)::bigint AS tax_fen,
        sum(total_fen)::bigint AS total_fen, ${run.last}::int + (row_number() OVER (ORDER BY organisation_id))::int AS sequence,
        overlay(overlay(gen_random_uuid()::text PLACING ${idPrefixOf(now)} FROM 1 FOR 13) PLACING '7' FROM 15 FOR 1)::uuid AS id
      FROM open GROUP BY organisation_id
    ), written AS (
      INSERT INTO statements (payee_id, id, organisation_id, period, year, sequence, number, charge_count, subtotal_fen, tax_fen,
        total_fen, operation_id, created_at, updated_at)
      SELECT ${run.payeeId}, id, organisation_id, ${run.period}, ${run.year}, sequence,
        ${run.numberHead} || lpad(sequence::text, 6, '0'), charge_count, subtotal_fen, tax_fen, total_fen, ${run.operationId}, ${at}, ${at}
      FROM made
    ), lines AS (
      INSERT INTO statement_lines (payee_id, statement_id, lab_id, charge_id, occurred_at, subtotal_fen, tax_fen, total_fen)
      SELECT ${run.payeeId}, made.id, open.lab_id, open.id, open.occurred_at, open.subtotal_fen, open.tax_fen, open.total_fen
      FROM open JOIN made USING (organisation_id)
    ), counted AS (
      UPDATE statement_counters SET last = last + (SELECT count(*) FROM made)
      WHERE payee_id = ${run.payeeId} AND series = 'statement' AND year = ${run.year}
    )
    SELECT id, organisation_id AS "organisationId", charge_count AS "chargeCount", total_fen AS "totalFen" FROM made ORDER BY sequence`;
}

function unstated(connection: Connection, payeeId: string, window: Window) {
  return connection.sql`c.payee_id = ${payeeId} AND c.occurred_at >= ${instantToText(window.from)}
    AND c.occurred_at < ${instantToText(window.until)}
    AND NOT EXISTS (SELECT 1 FROM statement_lines l WHERE l.payee_id = c.payee_id AND l.charge_id = c.id AND l.active)`;
}

/** What a run would state for one customer, beside what the month before came to. */
export interface Forecast {
  organisationId: string;
  name: { zh: string; en?: string };
  chargeCount: number;
  totalFen: number;
  previousTotalFen: number;
  differenceFen: number;
}

export async function forecastRun(
  connection: Connection,
  run: { payeeId: string; window: Window; previous: Window },
): Promise<Forecast[]> {
  return connection.sql<Forecast[]>`
    WITH open AS (
      SELECT c.organisation_id, count(*)::int AS n, sum(c.total_fen)::bigint AS total FROM charges c
      WHERE ${unstated(connection, run.payeeId, run.window)} GROUP BY 1
    ), before AS (
      SELECT c.organisation_id, sum(c.total_fen)::bigint AS total FROM charges c
      WHERE c.payee_id = ${run.payeeId} AND c.occurred_at >= ${instantToText(run.previous.from)}
        AND c.occurred_at < ${instantToText(run.previous.until)} GROUP BY 1
    )
    SELECT o.id AS "organisationId", jsonb_strip_nulls(jsonb_build_object('zh', o.name_zh, 'en', o.name_en)) AS name,
      coalesce(open.n, 0) AS "chargeCount", coalesce(open.total, 0)::bigint AS "totalFen",
      coalesce(before.total, 0)::bigint AS "previousTotalFen", (coalesce(open.total, 0) - coalesce(before.total, 0))::bigint AS "differenceFen"
    FROM open FULL JOIN before USING (organisation_id) JOIN organisations o ON o.id = organisation_id
    ORDER BY coalesce(open.total, 0) DESC, o.id`;
}
