import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { seesCase } from '../equity/store.ts';
import { withinReach } from '../reach.ts';

export interface FoundDocument {
  number: string;
  kind: 'contract' | 'handOver' | 'takeBack' | 'agreement' | 'loan' | 'lease' | 'equityCase';
  subjectType: 'loan' | 'lease' | 'equityCase';
  subjectId: string;
  /** Of a contract. */
  documentId: string | null;
  contentHash: string | null;
}

/** What a number stands for, among what the reader sees: a contract, a form, an agreement, or a loan, lease or case itself. */
export async function findDocumentByNumber(
  connection: Connection,
  reach: Reach,
  number: string,
): Promise<FoundDocument | undefined> {
  const { sql } = connection;
  const lent = withinReach(connection, reach, {
    ...{ organisationId: 'b.organisation_id', labId: 'b.lab_id', districtId: 'b.district_id' },
  });
  const agreed = withinReach(connection, reach, {
    ...{ organisationId: 'c.organisation_id', labId: 'c.lab_id', districtId: 'c.district_id' },
  });
  const [row] = await sql<FoundDocument[]>`
    SELECT c.number, 'contract' AS kind, c.subject_type AS "subjectType", c.subject_id AS "subjectId", c.id AS "documentId",
      c.content_hash AS "contentHash"
    FROM contracts c WHERE c.number = ${number} AND ${agreed}
    UNION ALL
    SELECT r.number, r.moment, b.kind, b.id, NULL, r.content_hash
    FROM condition_reports r JOIN lendings b ON b.lab_id = r.lab_id AND b.id = r.lending_id WHERE r.number = ${number} AND ${lent}
    UNION ALL
    SELECT b.number, b.kind, b.kind, b.id, NULL, NULL FROM lendings b WHERE b.number = ${number} AND ${lent}
    UNION ALL
    SELECT ${number}, CASE WHEN ${number} LIKE 'EA%' THEN 'agreement' ELSE 'equityCase' END, 'equityCase', c.id, NULL, NULL
    FROM equity_cases c WHERE c.number = regexp_replace(${number}, '^EA', 'EQ') AND ${seesCase(connection, reach)}
      AND (${number} NOT LIKE 'EA%' OR c.venture_id IS NOT NULL)
    LIMIT 1`;
  return row;
}

/** A form by its number, whoever asks: for telling whether a paper is genuine, never for its content. */
export async function findReportByNumber(
  { sql }: Connection,
  number: string,
): Promise<
  { moment: 'handOver' | 'takeBack'; contentHash: string; at: number; parties: ('lab' | 'customer')[] } | undefined
> {
  const [row] = await sql<
    { moment: 'handOver' | 'takeBack'; contentHash: string; at: string; parties: ('lab' | 'customer')[] }[]
  >`
    SELECT r.moment, r.content_hash AS "contentHash", r.at::text AS at,
      ARRAY(SELECT s.party FROM condition_signatures s
        WHERE s.lab_id = r.lab_id AND s.lending_id = r.lending_id AND s.moment = r.moment ORDER BY s.party DESC) AS parties
    FROM condition_reports r WHERE r.number = ${number} AND r.number <> '' LIMIT 1`;
  return row && { ...row, at: instantFromText(row.at) };
}
