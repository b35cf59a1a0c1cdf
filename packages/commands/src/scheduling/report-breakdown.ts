import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import {
  type BreakdownView,
  findOwnPictures,
  insertBreakdown,
  loadBreakdownForUpdate,
  saveBreakdown,
} from '@guanyi/db/scheduling/breakdowns';
import type { StoredConflict } from '@guanyi/db/scheduling/conflicts';
import { lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import { type BreakdownVerb, decideBreakdown } from '@guanyi/domain/scheduling/breakdown';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { createOutage } from './create-outage.ts';

export interface NewReport {
  instrumentId: string;
  description: string;
  /** Pictures that the reporter has uploaded. */
  photoIds: readonly string[];
}

/** Anybody who is signed in says what is wrong with an instrument; its keepers are told and decide. Nothing is occupied yet. */
export async function reportBreakdown(
  tx: Tx,
  context: CommandContext,
  { instrumentId, description, photoIds }: NewReport,
): Promise<Outcome<{ id: string }>> {
  const { userId } = context.reach;
  if (userId === undefined) throw new Error('A report needs a person.');
  const instrument = await lockInstrument(tx, { ...context.reach, all: true }, instrumentId);
  if (!instrument) return refuse('not-found');
  if (instrument.status === 'retired') return refuse('instrument-retired');
  const pictures = await findOwnPictures(tx, userId, photoIds);
  const faults = photoIds.flatMap((photoId, i) =>
    pictures.has(photoId) ? [] : [{ pointer: `/photoIds/${i}`, code: 'not-a-picture' }],
  );
  if (faults.length > 0) return refuse('photo-invalid', { errors: faults });
  const id = newId();
  const { labId, districtId } = instrument;
  const report = { id, labId, instrumentId, districtId, userId, description, photoIds: [...pictures] };
  await insertBreakdown(tx, { ...report, createdAt: context.now });
  const payload = { labId, breakdownReportId: id };
  await append(tx, { name: 'breakdown.reported', labId, aggregateId: id, payload, occurredAt: context.now });
  return done({ id });
}

/** Nothing is wrong, or nothing that keeps anybody from working; the reporter is told why. */
export async function dismissBreakdown(
  tx: Tx,
  context: CommandContext,
  { breakdownReportId, answer }: { breakdownReportId: string; answer: string },
): Promise<Outcome<{ id: string }>> {
  const report = await loadBreakdownForUpdate(tx, context.reach, breakdownReportId);
  if (!report) return refuse('not-found');
  return decide(tx, context, report, 'dismiss', { outageId: null, answer });
}

export interface Confirmation {
  breakdownReportId: string;
  /** Now, when it is not said. */
  from?: number | undefined;
  until: number;
  answer: string;
}

/** The instrument is out of service: the report becomes an outage, and what is booked under it becomes conflicts. */
export async function confirmBreakdown(
  tx: Tx,
  context: CommandContext,
  { breakdownReportId, from = context.now, until, answer }: Confirmation,
): Promise<Outcome<{ id: string; conflicts: StoredConflict[] }>> {
  const report = await loadBreakdownForUpdate(tx, context.reach, breakdownReportId);
  if (!report) return refuse('not-found');
  if (decideBreakdown(report.status, 'confirm') === null)
    return refuse('state-conflict', { details: { currentStatus: report.status } });
  const note = answer || report.description;
  const outage = await createOutage(tx, context, {
    ...{ instrumentId: report.instrumentId, from, until, kind: 'breakdown', note },
  });
  if (!outage.ok) return outage;
  const decided = await decide(tx, context, report, 'confirm', { outageId: outage.value.id, answer });
  return decided.ok ? done({ id: report.id, conflicts: outage.value.conflicts }) : decided;
}

async function decide(
  tx: Tx,
  { reach, now }: CommandContext,
  report: BreakdownView,
  verb: BreakdownVerb,
  decision: { outageId: string | null; answer: string },
): Promise<Outcome<{ id: string }>> {
  const status = decideBreakdown(report.status, verb);
  if (status === null) return refuse('state-conflict', { details: { currentStatus: report.status } });
  const { labId, id } = report;
  await saveBreakdown(tx, { labId, id, status, ...decision, decidedBy: reach.userId ?? null, now });
  const payload = { labId, breakdownReportId: id };
  await append(tx, { name: 'breakdown.decided', labId, aggregateId: id, payload, occurredAt: now });
  return done({ id });
}
