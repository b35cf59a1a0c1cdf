import type { CreditNoteFacts, StatementFacts } from '@guanyi/domain/notifications/debt-notices';
import type { Name } from '@guanyi/domain/notifications/name';
import type { Connection } from '../client.ts';

interface Parties {
  organisationId: string;
  payee: Name;
  organisation: Name;
}

/** What a customer is told of a statement as it stands; undefined when it is not issued. */
export async function findStatementFacts(
  { sql }: Connection,
  statement: { payeeId: string; statementId: string },
): Promise<{ facts: StatementFacts; organisationId: string } | undefined> {
  const [row] = await sql<(Omit<StatementFacts, 'statementId'> & Parties)[]>`
    SELECT s.organisation_id AS "organisationId", s.number, s.period, s.total_fen AS "totalFen", s.due_on::text AS "dueOn",
      s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen AS "outstandingFen",
      s.frozen->'payee'->'name' AS payee, s.frozen->'customer'->'name' AS organisation
    FROM statements s WHERE s.payee_id = ${statement.payeeId} AND s.id = ${statement.statementId} AND s.frozen IS NOT NULL`;
  if (!row) return undefined;
  const { organisationId, ...facts } = row;
  return { organisationId, facts: { ...facts, statementId: statement.statementId } };
}

/** What a customer is told of a credit note, and what is left of its statement. */
export async function findCreditNoteFacts(
  { sql }: Connection,
  note: { payeeId: string; statementId: string; creditNoteId: string },
): Promise<{ facts: CreditNoteFacts; organisationId: string } | undefined> {
  const [row] = await sql<(Omit<CreditNoteFacts, 'statementId'> & Parties)[]>`
    SELECT n.organisation_id AS "organisationId", n.number, s.number AS "statementNumber", n.total_fen AS "totalFen", n.reason,
      s.total_fen - s.voucher_fen - s.paid_fen - s.credited_fen AS "outstandingFen",
      s.frozen->'payee'->'name' AS payee, s.frozen->'customer'->'name' AS organisation
    FROM credit_notes n JOIN statements s ON s.payee_id = n.payee_id AND s.id = n.statement_id
    WHERE n.payee_id = ${note.payeeId} AND n.statement_id = ${note.statementId} AND n.id = ${note.creditNoteId}`;
  if (!row) return undefined;
  const { organisationId, ...facts } = row;
  return { organisationId, facts: { ...facts, statementId: note.statementId } };
}
