import type { Reach } from '@guanyi/domain/identity/reach';
import type { CategoryTax, FrozenFacts, PrintedStatement, StatedCharge } from '@guanyi/domain/statements/statement';
import { collectsForTreasury } from '@guanyi/domain/statements/statement';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { findStatement, type StatementView } from './statements.ts';

interface Party {
  name: { zh: string; en?: string };
  uscc: string;
  zone: string;
}

/** What is copied into a statement when it is issued, as it is now. */
export async function readFrozenFacts(
  connection: Connection,
  statement: { id: string; payeeId: string; organisationId: string },
): Promise<FrozenFacts> {
  const { sql } = connection;
  const [parties] = await sql<{ payee: Party; customer: Party }[]>`
    SELECT ${partyOf(connection, 'p')} AS payee, ${partyOf(connection, 'o')} AS customer
    FROM organisations p, organisations o WHERE p.id = ${statement.payeeId} AND o.id = ${statement.organisationId}`;
  const taxes = await sql<CategoryTax[]>`
    SELECT line->>'taxCategory' AS "taxCategory", sum((line->>'amountFen')::bigint)::bigint AS "subtotalFen",
      sum((line->>'taxFen')::bigint)::bigint AS "taxFen"
    FROM statement_lines l JOIN charges c ON c.lab_id = l.lab_id AND c.id = l.charge_id CROSS JOIN LATERAL jsonb_array_elements(c.lines) AS line
    WHERE l.payee_id = ${statement.payeeId} AND l.statement_id = ${statement.id} GROUP BY 1 ORDER BY 1`;
  const instruments = await sql<{ id: string; name: { zh: string; en?: string } }[]>`
    SELECT DISTINCT i.id, jsonb_strip_nulls(jsonb_build_object('zh', i.name_zh, 'en', i.name_en)) AS name
    FROM statement_lines l JOIN charges c ON c.lab_id = l.lab_id AND c.id = l.charge_id
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    WHERE l.payee_id = ${statement.payeeId} AND l.statement_id = ${statement.id}`;
  const { zone, ...payee } = parties!.payee;
  const { zone: _, ...customer } = parties!.customer;
  return {
    payee,
    customer,
    zone,
    isTreasury: collectsForTreasury(payee),
    taxes: [...taxes],
    instruments: Object.fromEntries(instruments.map((one) => [one.id, one.name])),
  };
}

function partyOf(connection: Connection, alias: string) {
  const column = (name: string) => connection.sql.unsafe(`${alias}.${name}`);
  return connection.sql`jsonb_build_object('name', jsonb_strip_nulls(jsonb_build_object('zh', ${column('name_zh')}, 'en', ${column('name_en')})),
    'uscc', ${column('uscc')}, 'zone', ${column('zone')})`;
}

/** A statement within reach with all that is printed. Once issued, everything comes from what was frozen or never changes. */
export async function readPrintedStatement(
  connection: Connection,
  reach: Reach,
  statementId: string,
): Promise<{ view: StatementView; printed: PrintedStatement } | undefined> {
  const view = await findStatement(connection, reach, statementId);
  if (!view) return undefined;
  const [stored] = await connection.sql<{ frozen: FrozenFacts | null }[]>`
    SELECT frozen FROM statements WHERE payee_id = ${view.payeeId} AND id = ${view.id}`;
  const facts = stored?.frozen ?? (await readFrozenFacts(connection, view));
  const isIssued = view.issuedAt !== null;
  const printed: PrintedStatement = {
    number: view.number,
    status: isIssued ? 'issued' : view.status === 'void' ? 'void' : 'draft',
    period: view.period,
    zone: facts.zone,
    at: view.issuedAt ?? view.createdAt,
    payee: facts.payee,
    customer: facts.customer,
    isTreasury: facts.isTreasury,
    charges: await readStatedCharges(connection, view, facts),
    taxes: facts.taxes,
    subtotalFen: view.subtotalFen,
    taxFen: view.taxFen,
    totalFen: view.totalFen,
    taxInvoiceRef: view.taxInvoiceRef,
    remittanceRef: view.remittanceRef,
  };
  return { view, printed };
}

async function readStatedCharges(
  connection: Connection,
  statement: { id: string; payeeId: string },
  facts: FrozenFacts,
): Promise<StatedCharge[]> {
  const rows = await connection.sql<
    (Omit<StatedCharge, 'occurredAt' | 'instrument'> & { occurredAt: string; instrumentId: string })[]
  >`
    SELECT l.charge_id AS "chargeId", c.kind, c.instrument_id AS "instrumentId", b.number AS "bookingNumber",
      l.occurred_at::text AS "occurredAt", l.subtotal_fen AS "subtotalFen", l.tax_fen AS "taxFen", l.total_fen AS "totalFen"
    FROM statement_lines l JOIN charges c ON c.lab_id = l.lab_id AND c.id = l.charge_id
    LEFT JOIN bookings b ON b.lab_id = c.lab_id AND b.id = c.booking_id
    WHERE l.payee_id = ${statement.payeeId} AND l.statement_id = ${statement.id} ORDER BY l.occurred_at, l.charge_id`;
  return rows.map(({ instrumentId, occurredAt, ...row }) => ({
    ...row,
    instrument: facts.instruments[instrumentId] ?? { zh: instrumentId },
    occurredAt: instantFromText(occurredAt),
  }));
}
