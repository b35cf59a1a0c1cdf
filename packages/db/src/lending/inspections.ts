import type { Reach } from '@guanyi/domain/identity/reach';
import type { LendingKind } from '@guanyi/domain/lending/lending';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface NewInspection {
  id: string;
  plannedOn: string;
  purpose: string;
  plannedBy: string;
  at: number;
}

interface Key {
  labId: string;
  id: string;
}

export async function insertInspection(tx: Tx, lending: Key, visit: NewInspection): Promise<void> {
  const at = instantToText(visit.at);
  await tx.sql`
    INSERT INTO lending_inspections (lab_id, lending_id, id, planned_on, purpose, planned_by, status, photo_ids, created_at, updated_at)
    VALUES (${lending.labId}, ${lending.id}, ${visit.id}, ${visit.plannedOn}, ${visit.purpose}, ${visit.plannedBy}, 'planned', '{}', ${at}, ${at})`;
}

/** The loan or lease within reach that a visit is to. */
export async function findLendingOfInspection(
  tx: Tx,
  reach: Reach,
  inspectionId: string,
): Promise<(Key & { kind: LendingKind }) | undefined> {
  const owners = { organisationId: 'b.organisation_id', labId: 'b.lab_id', districtId: 'b.district_id' };
  const [row] = await tx.sql<(Key & { kind: LendingKind })[]>`
    SELECT b.lab_id AS "labId", b.id, b.kind FROM lending_inspections v JOIN lendings b ON b.lab_id = v.lab_id AND b.id = v.lending_id
    WHERE v.id = ${inspectionId} AND ${withinReach(tx, reach, owners)}`;
  return row;
}

export interface InspectionRecord {
  conditions: readonly { item: string; state: string; note: string }[];
  meterReading: number | null;
  photoIds: readonly string[];
  note: string | null;
  recordedBy: string;
  at: number;
}

/** Writes down what was found, once. @returns false when the visit is no longer planned. */
export async function saveInspection(
  tx: Tx,
  lending: Key,
  inspectionId: string,
  record: InspectionRecord,
): Promise<boolean> {
  const at = instantToText(record.at);
  const result = await tx.sql`
    UPDATE lending_inspections SET status = 'done', recorded_at = ${at}, recorded_by = ${record.recordedBy},
      conditions = ${tx.sql.json(record.conditions as never)}, meter_reading = ${record.meterReading},
      photo_ids = ${record.photoIds as string[]}, note = ${record.note}, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${lending.labId} AND lending_id = ${lending.id} AND id = ${inspectionId} AND status = 'planned'`;
  return result.count === 1;
}

/** Visits that will not take place any more. */
export async function cancelInspections(tx: Tx, lending: Key, now: number): Promise<void> {
  await tx.sql`
    UPDATE lending_inspections SET status = 'cancelled', version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${lending.labId} AND lending_id = ${lending.id} AND status = 'planned'`;
}
