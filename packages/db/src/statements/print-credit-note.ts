import type { Reach } from '@guanyi/domain/identity/reach';
import type { CategoryTax, FrozenFacts, PrintedCreditNote, StatedCharge } from '@guanyi/domain/statements/statement';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { findStatement } from './statements.ts';

interface NoteRow {
  number: string;
  reason: string;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  createdAt: string;
  frozen: FrozenFacts;
}

type LineRow = Omit<StatedCharge, 'occurredAt' | 'instrument'> & {
  occurredAt: string;
  instrumentId: string;
  taxCategory: CategoryTax['taxCategory'];
};

/** A credit note of a statement within reach with all that is printed. It never changes, so neither does its print. */
export async function readPrintedCreditNote(
  connection: Connection,
  reach: Reach,
  note: { statementId: string; creditNoteId: string },
): Promise<PrintedCreditNote | undefined> {
  const statement = await findStatement(connection, reach, note.statementId);
  if (!statement) return undefined;
  const [row] = await connection.sql<NoteRow[]>`
    SELECT n.number, n.reason, n.subtotal_fen AS "subtotalFen", n.tax_fen AS "taxFen", n.total_fen AS "totalFen",
      n.created_at::text AS "createdAt", s.frozen
    FROM credit_notes n JOIN statements s ON s.payee_id = n.payee_id AND s.id = n.statement_id
    WHERE n.payee_id = ${statement.payeeId} AND n.statement_id = ${statement.id} AND n.id = ${note.creditNoteId}`;
  if (!row) return undefined;
  const { frozen, createdAt, ...amounts } = row;
  const lines = await readLines(connection, statement.payeeId, note.creditNoteId);
  return {
    ...amounts,
    ...{ statementNumber: statement.number, zone: frozen.zone, at: instantFromText(createdAt) },
    ...{ payee: frozen.payee, customer: frozen.customer, isTreasury: frozen.isTreasury },
    charges: lines.map(({ instrumentId, occurredAt, taxCategory: _, ...line }) => ({
      ...line,
      instrument: frozen.instruments[instrumentId] ?? { zh: instrumentId },
      occurredAt: instantFromText(occurredAt),
    })),
    taxes: byCategory(lines),
  };
}

async function readLines({ sql }: Connection, payeeId: string, creditNoteId: string): Promise<LineRow[]> {
  return sql<LineRow[]>`
    SELECT g."chargeId", c.kind, c.instrument_id AS "instrumentId", b.number AS "bookingNumber", c.occurred_at::text AS "occurredAt",
      c.lines->0->>'taxCategory' AS "taxCategory", g."amountFen" AS "subtotalFen", g."taxFen", g."amountFen" + g."taxFen" AS "totalFen"
    FROM credit_notes n
    CROSS JOIN LATERAL jsonb_to_recordset(n.lines) AS g("chargeId" uuid, "amountFen" bigint, "taxFen" bigint)
    JOIN charges c ON c.id = g."chargeId" AND c.payee_id = n.payee_id
    LEFT JOIN bookings b ON b.lab_id = c.lab_id AND b.id = c.booking_id
    WHERE n.payee_id = ${payeeId} AND n.id = ${creditNoteId} ORDER BY c.occurred_at, c.id`;
}

function byCategory(lines: readonly LineRow[]): CategoryTax[] {
  const sums = new Map<CategoryTax['taxCategory'], CategoryTax>();
  for (const { taxCategory, subtotalFen, taxFen } of lines) {
    const sum = sums.get(taxCategory) ?? { taxCategory, subtotalFen: 0, taxFen: 0 };
    sums.set(taxCategory, { taxCategory, subtotalFen: sum.subtotalFen + subtotalFen, taxFen: sum.taxFen + taxFen });
  }
  return [...sums.values()].toSorted((a, b) => (a.taxCategory < b.taxCategory ? -1 : 1));
}
