import type { Tx } from '@guanyi/db/client';
import { findLendingOfInspection, insertInspection, saveInspection } from '@guanyi/db/lending/inspections';
import { findPartyPictures } from '@guanyi/db/lending/reports';
import { localDay } from '@guanyi/domain/kernel/local-time';
import type { Condition } from '@guanyi/domain/lending/condition';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type LendingChange, loadForChange, note, stateConflict } from './change-lending.ts';
import { userOf } from './write-report.ts';

/** Announces a visit to an instrument that is out; who has it is told. A day before today is `too-soon`. */
export async function planInspection(
  tx: Tx,
  context: CommandContext,
  input: LendingChange & { plannedOn: string; purpose: string },
): Promise<Outcome<{ id: string }>> {
  const loaded = await loadForChange(tx, context, input);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  if (!['contracted', 'handedOver', 'overdue'].includes(lending.status)) return stateConflict(lending, context.now);
  if (input.plannedOn < localDay(lending.zone, context.now))
    return refuse('too-soon', { errors: [{ pointer: '/plannedOn', code: 'too-soon' }] });
  const { plannedOn, purpose } = input;
  await insertInspection(tx, lending, { id: newId(), plannedOn, purpose, plannedBy: userOf(context), at: context.now });
  await note(tx, context, lending, 'planInspection', { note: plannedOn });
  return done({ id: lending.id });
}

export interface InspectionFindings {
  inspectionId: string;
  conditions: Condition[];
  meterReading?: number | undefined;
  photoIds: string[];
  note?: string | undefined;
}

/** Writes down what a visit found, once, while the instrument is out. */
export async function recordInspection(
  tx: Tx,
  context: CommandContext,
  input: InspectionFindings,
): Promise<Outcome<{ id: string; kind: 'loan' | 'lease' }>> {
  const key = await findLendingOfInspection(tx, context.reach, input.inspectionId);
  if (!key) return refuse('not-found');
  const loaded = await loadForChange(tx, context, key);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  if (!['handedOver', 'overdue'].includes(lending.status)) return stateConflict(lending, context.now);
  const pictures = (await findPartyPictures(tx, input.photoIds, lending)).map((picture) => picture.id);
  const faults = input.photoIds.flatMap((photoId, i) =>
    pictures.includes(photoId) ? [] : [{ pointer: `/photoIds/${i}`, code: 'not-a-picture' }],
  );
  if (faults.length > 0) return refuse('photo-invalid', { errors: faults });
  const isFirst = await saveInspection(tx, lending, input.inspectionId, {
    ...{ conditions: input.conditions, meterReading: input.meterReading ?? null, photoIds: pictures },
    ...{ note: input.note || null, recordedBy: userOf(context), at: context.now },
  });
  if (!isFirst) return refuse('state-conflict', { details: { currentStatus: 'done' } });
  await note(tx, context, lending, 'recordInspection', { note: input.note || null });
  return done({ id: lending.id, kind: lending.kind });
}
