import type { Condition, ConditionReport } from '@guanyi/domain/lending/condition';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface NewReport extends ConditionReport {
  moment: 'handOver' | 'takeBack';
  userId: string;
  at: number;
  meterReading: number | null;
  photoIds: readonly string[];
  signedBy: readonly string[];
  number: string;
  /** What is signed, and its hash. */
  content: string;
  contentHash: string;
}

export interface NewReportSignature {
  party: 'lab' | 'customer';
  kind: 'drawn' | 'typed';
  name: string;
  strokes: readonly (readonly number[])[] | null;
  signatureHash: string;
}

interface Key {
  labId: string;
  id: string;
}

export async function insertReport(tx: Tx, lending: Key, report: NewReport): Promise<void> {
  await tx.sql`
    INSERT INTO condition_reports (lab_id, lending_id, moment, at, user_id, conditions, accessories, meter_reading, photo_ids, signed_by,
      number, content, content_hash)
    VALUES (${lending.labId}, ${lending.id}, ${report.moment}, ${instantToText(report.at)}, ${report.userId},
      ${tx.sql.json(report.conditions as never)}, ${report.accessories as string[]}, ${report.meterReading},
      ${report.photoIds as string[]}, ${report.signedBy as string[]}, ${report.number}, ${report.content}, ${report.contentHash})`;
}

/** Lays a signature under a report; one under another text has nothing to point at. */
export async function insertReportSignature(
  tx: Tx,
  lending: Key,
  report: Pick<NewReport, 'moment' | 'contentHash' | 'at'>,
  signature: NewReportSignature,
): Promise<void> {
  const { party, kind, name, strokes, signatureHash } = signature;
  await tx.sql`
    INSERT INTO condition_signatures (lab_id, lending_id, moment, party, content_hash, kind, name, strokes, signature_hash, at)
    VALUES (${lending.labId}, ${lending.id}, ${report.moment}, ${party}, ${report.contentHash}, ${kind}, ${name},
      ${strokes === null ? null : tx.sql.json(strokes as never)}, ${signatureHash}, ${instantToText(report.at)})`;
}

export async function findHandOverReport(tx: Tx, lending: Key): Promise<ConditionReport | undefined> {
  const [row] = await tx.sql<{ conditions: Condition[]; accessories: string[] }[]>`
    SELECT conditions, accessories FROM condition_reports
    WHERE lab_id = ${lending.labId} AND lending_id = ${lending.id} AND moment = 'handOver'`;
  return row;
}

/** Those of the files that are pictures, uploaded by somebody of the lab, the district or the customer. */
export async function findPartyPictures(
  tx: Tx,
  fileIds: readonly string[],
  parties: { labId: string; districtId: string; organisationId: string },
): Promise<{ id: string; sha256: string }[]> {
  if (fileIds.length === 0) return [];
  return tx.sql`
    SELECT f.id, f.sha256 FROM files f
    WHERE f.id = ANY(${fileIds as string[]}::uuid[]) AND f.media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif')
      AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = f.user_id AND m.status = 'active'
        AND (m.lab_id = ${parties.labId} OR m.organisation_id = ANY(${[parties.districtId, parties.organisationId]}::uuid[])))
    ORDER BY f.id`;
}
