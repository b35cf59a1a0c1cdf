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
}

interface Key {
  labId: string;
  id: string;
}

export async function insertReport(tx: Tx, lending: Key, report: NewReport): Promise<void> {
  await tx.sql`
    INSERT INTO condition_reports (lab_id, lending_id, moment, at, user_id, conditions, accessories, meter_reading, photo_ids, signed_by)
    VALUES (${lending.labId}, ${lending.id}, ${report.moment}, ${instantToText(report.at)}, ${report.userId},
      ${tx.sql.json(report.conditions as never)}, ${report.accessories as string[]}, ${report.meterReading},
      ${report.photoIds as string[]}, ${report.signedBy as string[]})`;
}

export async function findHandOverReport(tx: Tx, lending: Key): Promise<ConditionReport | undefined> {
  const [row] = await tx.sql<{ conditions: Condition[]; accessories: string[] }[]>`
    SELECT conditions, accessories FROM condition_reports
    WHERE lab_id = ${lending.labId} AND lending_id = ${lending.id} AND moment = 'handOver'`;
  return row;
}

export interface NewDamage {
  id: string;
  item: string;
  description: string;
  amountFen: number | null;
  source: 'difference' | 'report';
  reportedBy: string;
  at: number;
}

export async function insertDamage(tx: Tx, lending: Key, damage: NewDamage): Promise<void> {
  await tx.sql`
    INSERT INTO damage_claims (lab_id, lending_id, id, item, description, amount_fen, source, reported_by, at)
    VALUES (${lending.labId}, ${lending.id}, ${damage.id}, ${damage.item}, ${damage.description}, ${damage.amountFen}, ${damage.source},
      ${damage.reportedBy}, ${instantToText(damage.at)})`;
}

/** Those of the files that are pictures, uploaded by somebody of the lab, the district or the customer. */
export async function findPartyPictures(
  tx: Tx,
  fileIds: readonly string[],
  parties: { labId: string; districtId: string; organisationId: string },
): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const rows = await tx.sql<{ id: string }[]>`
    SELECT f.id FROM files f
    WHERE f.id = ANY(${fileIds as string[]}::uuid[]) AND f.media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif')
      AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = f.user_id AND m.status = 'active'
        AND (m.lab_id = ${parties.labId} OR m.organisation_id = ANY(${[parties.districtId, parties.organisationId]}::uuid[])))`;
  return rows.map((row) => row.id);
}
