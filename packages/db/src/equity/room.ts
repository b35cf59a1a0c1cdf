import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';
import { seesCase } from './store.ts';

export interface NewDocumentRow {
  id: string;
  labId: string;
  caseId: string;
  number: string | null;
  kind: string;
  title: string;
  audience: 'parties' | 'named' | 'unit';
  /** The organisations that `named` names. */
  readers: readonly string[];
  fileId: string;
  sha256: string;
  userId: string;
}

/** Adds a paper as the next version of its kind and title. */
export async function insertDocument(tx: Tx, paper: NewDocumentRow, now: number): Promise<void> {
  await tx.sql`
    INSERT INTO equity_documents (lab_id, id, case_id, number, kind, title, position, audience, readers, file_id, sha256, user_id, created_at)
    SELECT ${paper.labId}, ${paper.id}, ${paper.caseId}, ${paper.number}, ${paper.kind}, ${paper.title}, coalesce(max(position), 0) + 1,
      ${paper.audience}, ${paper.readers as string[]}::uuid[], ${paper.fileId}::uuid, ${paper.sha256}, ${paper.userId}::uuid, ${instantToText(now)}::timestamptz
    FROM equity_documents WHERE lab_id = ${paper.labId} AND case_id = ${paper.caseId} AND kind = ${paper.kind} AND title = ${paper.title}`;
}

/** A paper that the reader may see: of a case within reach, and of the unit only for its own people and those who review it. */
export async function findDocument(
  connection: Connection,
  reach: Reach,
  of: { caseId: string; documentId: string },
): Promise<{ labId: string; fileId: string } | undefined> {
  const [row] = await connection.sql<{ labId: string; fileId: string }[]>`
    SELECT d.lab_id AS "labId", d.file_id AS "fileId" FROM equity_documents d
    JOIN equity_cases c ON c.lab_id = d.lab_id AND c.id = d.case_id
    WHERE d.id = ${of.documentId} AND c.id = ${of.caseId} AND ${seesCase(connection, reach)}
      AND (d.audience = 'parties' OR (d.audience = 'named' AND d.readers && ${reach.organisationIds as string[]}::uuid[])
        OR ${withinReach(connection, reach, { labId: 'c.lab_id', districtId: 'c.district_id' })})`;
  return row;
}

export async function markDocumentRead(
  tx: Tx,
  read: { labId: string; documentId: string; userId: string; organisationId: string | null },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO equity_document_reads AS r (lab_id, document_id, user_id, organisation_id, first_at, last_at, times)
    VALUES (${read.labId}, ${read.documentId}, ${read.userId}, ${read.organisationId}, ${at}, ${at}, 1)
    ON CONFLICT (lab_id, document_id, user_id) DO UPDATE SET last_at = excluded.last_at, times = r.times + 1`;
}

export async function insertQuestion(
  tx: Tx,
  asked: { id: string; labId: string; caseId: string; text: string; userId: string; organisationId: string },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO equity_questions (lab_id, id, case_id, text, user_id, organisation_id, created_at, updated_at)
    VALUES (${asked.labId}, ${asked.id}, ${asked.caseId}, ${asked.text}, ${asked.userId}, ${asked.organisationId}, ${at}, ${at})`;
}

export async function loadQuestionForUpdate(
  tx: Tx,
  of: { labId: string; id: string },
  questionId: string,
): Promise<{ id: string; isAnswered: boolean } | undefined> {
  const [row] = await tx.sql<{ id: string; isAnswered: boolean }[]>`
    SELECT id, answered_at IS NOT NULL AS "isAnswered" FROM equity_questions
    WHERE lab_id = ${of.labId} AND case_id = ${of.id} AND id = ${questionId} FOR UPDATE`;
  return row;
}

export async function answerQuestion(
  tx: Tx,
  answered: { labId: string; id: string; answer: string; userId: string },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE equity_questions SET answer = ${answered.answer}, answered_by = ${answered.userId}, answered_at = ${at}, updated_at = ${at},
      version = version + 1
    WHERE lab_id = ${answered.labId} AND id = ${answered.id}`;
}

/** The customer organisations that take part in a case. */
export async function listParties({ sql }: Connection, of: { labId: string; id: string }): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT organisation_id AS id FROM equity_parties WHERE lab_id = ${of.labId} AND case_id = ${of.id}`;
  return rows.map((row) => row.id);
}
