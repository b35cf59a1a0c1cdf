import type { Tx } from '@guanyi/db/client';
import { answerObjection, insertObjection, loadObjectionForUpdate } from '@guanyi/db/equity/records';
import { type LoadedEquityCase, loadCaseForUpdate, remember } from '@guanyi/db/equity/store';
import { append } from '@guanyi/db/outbox';
import { equityStatusAt, isPublic } from '@guanyi/domain/equity/equity-case';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { type CaseChange, openCase, stepCase, wrongState } from './change-case.ts';

/**
 * Objects to a published case. Anybody who is signed in may, as long as nothing is signed: a late objection is answered like one in
 * time. A case that is not public looks missing.
 */
export async function raiseObjection(
  tx: Tx,
  context: CommandContext,
  { caseId, text }: { caseId: string; text: string },
): Promise<Outcome<{ caseId: string; objectionId: string }>> {
  const { now, reach } = context;
  if (reach.userId === undefined) throw new Error('An objection needs a person.');
  const inSight = await loadCaseForUpdate(tx, reach, caseId);
  const loaded = inSight ?? (await loadCaseForUpdate(tx, systemContext(now).reach, caseId));
  if (!loaded || (!inSight && !isPublic(equityStatusAt(loaded, now)))) return refuse('not-found');
  if (equityStatusAt(loaded, now) !== 'noticed') return wrongState(loaded, now);
  const objectionId = newId();
  await insertObjection(tx, { id: objectionId, labId: loaded.labId, caseId, text, userId: reach.userId }, now);
  await remember(tx, loaded, { action: 'object', at: now, actorUserId: null, note: text });
  await append(tx, {
    name: 'equity.changed',
    labId: loaded.labId,
    aggregateId: caseId,
    payload: { labId: loaded.labId, caseId, verb: 'object', status: loaded.status, actorUserId: reach.userId },
    occurredAt: now,
  });
  return done({ caseId, objectionId });
}

export interface ObjectionAnswer extends CaseChange {
  objectionId: string;
  outcome: 'upheld' | 'rejected';
  answer: string;
}

/** Answers an objection, once. A rejected one no longer stands in the way of the agreement; an upheld one ends the case. */
export async function resolveObjection(
  tx: Tx,
  context: CommandContext,
  answer: ObjectionAnswer,
): Promise<Outcome<{ caseId: string; objectionId: string }>> {
  const opened = await openCase(tx, context, answer);
  if (!opened.ok) return opened;
  const { loaded } = opened.value;
  const objection = await loadObjectionForUpdate(tx, loaded, answer.objectionId);
  if (!objection) return refuse('not-found');
  if (objection.status !== 'open') return refuse('state-conflict', { details: { currentStatus: objection.status } });
  if (equityStatusAt(loaded, context.now) !== 'noticed') return wrongState(loaded, context.now);
  await answerObjection(tx, objection, answer, context.now);
  const answered = done({ caseId: loaded.id, objectionId: objection.id });
  if (answer.outcome === 'upheld') {
    const ended = await stepCase(tx, context, opened.value, { note: answer.answer }, 'uphold');
    if (ended.ok) await tellAnswered(tx, context, ended.value, objection.userId);
    return ended.ok ? answered : ended;
  }
  await tellAnswered(tx, context, loaded, objection.userId);
  const actorUserId = context.reach.userId ?? null;
  await remember(tx, loaded, { action: 'answer', at: context.now, actorUserId, note: answer.answer });
  return answered;
}

async function tellAnswered(
  tx: Tx,
  context: CommandContext,
  { labId, id: caseId, status }: LoadedEquityCase,
  objectorUserId: string,
): Promise<void> {
  const actorUserId = context.reach.userId ?? null;
  await append(tx, {
    ...{ name: 'equity.changed', labId, aggregateId: caseId, occurredAt: context.now },
    payload: { labId, caseId, verb: 'answer', status, actorUserId, objectorUserId },
  });
}
