import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import type { CreditLine } from './tables.ts';

export interface CreditNote {
  id: string;
  version: number;
  payeeId: string;
  statementId: string;
  organisationId: string;
  number: string;
  reason: string;
  lines: CreditLine[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  createdAt: number;
  updatedAt: number;
}

/** A stated charge with all that has been taken off it so far. */
export interface CreditableLine {
  chargeId: string;
  subtotalFen: number;
  taxFen: number;
  creditedFen: number;
  creditedTaxFen: number;
  adjustedFen: number;
  adjustedTaxFen: number;
}

/** What credit notes have taken back of a charge so far, before tax and the tax of it; the charge must be locked. */
export async function readCredited(
  tx: Tx,
  charge: { payeeId: string; id: string },
): Promise<{ creditedFen: number; creditedTaxFen: number }> {
  const [row] = await tx.sql<{ creditedFen: number; creditedTaxFen: number }[]>`
    SELECT coalesce(sum(credited_fen), 0)::bigint AS "creditedFen", coalesce(sum(credited_tax_fen), 0)::bigint AS "creditedTaxFen"
    FROM statement_lines WHERE payee_id = ${charge.payeeId} AND charge_id = ${charge.id}`;
  return row!;
}

/**
 * The given charges, as far as they stand on the statement, locked against corrections of other kinds; the statement must be
 * locked too.
 */
export async function findCreditableLines(
  tx: Tx,
  statement: { payeeId: string; id: string },
  chargeIds: readonly string[],
): Promise<CreditableLine[]> {
  await tx.sql`
    SELECT 1 FROM charges WHERE id = ANY(${chargeIds as string[]}::uuid[]) AND payee_id = ${statement.payeeId}
    ORDER BY lab_id, id FOR UPDATE`;
  return tx.sql<CreditableLine[]>`
    SELECT l.charge_id AS "chargeId", l.subtotal_fen AS "subtotalFen", l.tax_fen AS "taxFen", l.credited_fen AS "creditedFen",
      l.credited_tax_fen AS "creditedTaxFen", least(a.subtotal, 0)::bigint AS "adjustedFen", least(a.tax, 0)::bigint AS "adjustedTaxFen"
    FROM statement_lines l
    CROSS JOIN LATERAL (SELECT coalesce(sum(c.subtotal_fen), 0) AS subtotal, coalesce(sum(c.tax_fen), 0) AS tax FROM charges c
      WHERE c.lab_id = l.lab_id AND c.refers_to_charge_id = l.charge_id AND c.kind <> 'share') a
    WHERE l.payee_id = ${statement.payeeId} AND l.statement_id = ${statement.id} AND l.charge_id = ANY(${chargeIds as string[]}::uuid[])`;
}

/** Whether the charge of a use stands on a statement, be it only a draft. */
export async function isUsageStated(connection: Connection, usage: { labId: string; id: string }): Promise<boolean> {
  const rows = await connection.sql`
    SELECT 1 FROM charges c JOIN statement_lines l ON l.payee_id = c.payee_id AND l.charge_id = c.id AND l.active
    WHERE c.lab_id = ${usage.labId} AND c.usage_record_id = ${usage.id} AND c.kind = 'usage'`;
  return rows.length > 0;
}

/** The issued statement that carries the charge of a use; undefined while none does. */
export async function findIssuedStatementOf(
  connection: Connection,
  usage: { labId: string; id: string },
): Promise<string | undefined> {
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT s.id FROM charges c
    JOIN statement_lines l ON l.payee_id = c.payee_id AND l.charge_id = c.id AND l.active
    JOIN statements s ON s.payee_id = l.payee_id AND s.id = l.statement_id
    WHERE c.lab_id = ${usage.labId} AND c.usage_record_id = ${usage.id} AND c.kind = 'usage' AND s.issued_at IS NOT NULL`;
  return row?.id;
}

export async function insertCreditNote(
  tx: Tx,
  note: Omit<CreditNote, 'version' | 'updatedAt'> & { year: number; sequence: number; createdBy: string | null },
): Promise<void> {
  const at = instantToText(note.createdAt);
  await tx.sql`
    INSERT INTO credit_notes (payee_id, id, statement_id, organisation_id, year, sequence, number, reason, lines, subtotal_fen, tax_fen,
      total_fen, created_by, created_at, updated_at)
    VALUES (${note.payeeId}, ${note.id}, ${note.statementId}, ${note.organisationId}, ${note.year}, ${note.sequence}, ${note.number},
      ${note.reason}, ${tx.sql.json(note.lines as never)}, ${note.subtotalFen}, ${note.taxFen}, ${note.totalFen}, ${note.createdBy}, ${at}, ${at})`;
  await tx.sql`
    UPDATE statement_lines l SET credited_fen = l.credited_fen + g."amountFen", credited_tax_fen = l.credited_tax_fen + g."taxFen"
    FROM jsonb_to_recordset(${tx.sql.json(note.lines as never)}::jsonb) AS g("chargeId" uuid, "amountFen" bigint, "taxFen" bigint)
    WHERE l.payee_id = ${note.payeeId} AND l.statement_id = ${note.statementId} AND l.charge_id = g."chargeId"`;
}

/** The credit notes of a statement, oldest first. The caller has established that the statement is within reach. */
export async function listCreditNotes(
  connection: Connection,
  statement: { payeeId: string; id: string },
): Promise<CreditNote[]> {
  const rows = await connection.sql<
    (Omit<CreditNote, 'createdAt' | 'updatedAt'> & Record<'createdAt' | 'updatedAt', string>)[]
  >`
    SELECT id, version, payee_id AS "payeeId", statement_id AS "statementId", organisation_id AS "organisationId", number, reason, lines,
      subtotal_fen AS "subtotalFen", tax_fen AS "taxFen", total_fen AS "totalFen", created_at::text AS "createdAt", updated_at::text AS "updatedAt"
    FROM credit_notes WHERE payee_id = ${statement.payeeId} AND statement_id = ${statement.id} ORDER BY sequence`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}
