import type { Connection } from '../client.ts';

/** The statement with a number, whoever asks: for telling whether a paper is genuine, never for its content. */
export async function statementIdOf({ sql }: Connection, number: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`SELECT id FROM statements WHERE number = ${number} LIMIT 1`;
  return row?.id;
}

/** The same for a credit note. */
export async function creditNoteIdsOf(
  { sql }: Connection,
  number: string,
): Promise<{ statementId: string; creditNoteId: string } | undefined> {
  const [row] = await sql<{ statementId: string; creditNoteId: string }[]>`
    SELECT statement_id AS "statementId", id AS "creditNoteId" FROM credit_notes WHERE number = ${number} LIMIT 1`;
  return row;
}
