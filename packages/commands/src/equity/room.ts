import type { Tx } from '@guanyi/db/client';
import {
  findDocument,
  insertQuestion,
  listParties,
  loadQuestionForUpdate,
  markDocumentRead,
  answerQuestion as saveAnswer,
} from '@guanyi/db/equity/room';
import { loadCaseForUpdate, remember } from '@guanyi/db/equity/store';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { addDocument, type NewDocument } from './add-document.ts';
import { isOfUnit } from './unit.ts';

/**
 * Lays a paper before the people of a case: all of them, or the parties that it names; only the unit keeps papers to itself. Whoever
 * names others reads it too.
 */
export async function addCaseDocument(
  tx: Tx,
  context: CommandContext,
  paper: NewDocument & { caseId: string },
): Promise<Outcome<{ documentId: string }>> {
  const loaded = await loadCaseForUpdate(tx, context.reach, paper.caseId);
  if (!loaded) return refuse('not-found');
  const isUnit = isOfUnit(context.reach, loaded);
  const audience = isUnit || paper.audience === 'named' ? paper.audience : 'parties';
  const own = isUnit ? [] : context.reach.organisationIds;
  const readers = audience === 'named' ? [...new Set([...paper.readers, ...own])] : [];
  const parties = await listParties(tx, loaded);
  const stranger = paper.readers.findIndex((reader) => !parties.includes(reader));
  if (stranger >= 0)
    return refuse('not-found', { errors: [{ pointer: `/organisationIds/${stranger}`, code: 'not-found' }] });
  const added = await addDocument(tx, context, loaded, { ...paper, audience, readers });
  if (!added.ok) return added;
  const actorUserId = context.reach.userId ?? null;
  await remember(tx, loaded, { action: 'addDocument', at: context.now, actorUserId, note: paper.title });
  return added;
}

/** Opens a paper: whoever may see it, and that they did is remembered. */
export async function openCaseDocument(
  tx: Tx,
  context: CommandContext,
  input: { caseId: string; documentId: string },
): Promise<Outcome<{ fileId: string }>> {
  const found = await findDocument(tx, context.reach, input);
  const { userId } = context.reach;
  if (!found || userId === undefined) return refuse('not-found');
  const organisationId = context.reach.organisationIds[0] ?? context.reach.districtIds[0] ?? null;
  await markDocumentRead(tx, { labId: found.labId, documentId: input.documentId, userId, organisationId }, context.now);
  return done({ fileId: found.fileId });
}

/** Asks something that everybody in the case sees. */
export async function askQuestion(
  tx: Tx,
  context: CommandContext,
  input: { caseId: string; text: string },
): Promise<Outcome<{ caseId: string; questionId: string }>> {
  const loaded = await loadCaseForUpdate(tx, context.reach, input.caseId);
  const { userId } = context.reach;
  if (!loaded || userId === undefined) return refuse('not-found');
  const isUnit = isOfUnit(context.reach, loaded);
  const organisationId = isUnit ? loaded.districtId : (context.reach.organisationIds[0] ?? loaded.organisationId);
  const questionId = newId();
  const asked = { id: questionId, labId: loaded.labId, caseId: loaded.id, text: input.text, userId, organisationId };
  await insertQuestion(tx, asked, context.now);
  await remember(tx, loaded, { action: 'ask', at: context.now, actorUserId: userId, note: input.text });
  return done({ caseId: loaded.id, questionId });
}

/** Answers a question, once; an answer never changes. */
export async function answerQuestion(
  tx: Tx,
  context: CommandContext,
  input: { caseId: string; questionId: string; answer: string },
): Promise<Outcome<{ caseId: string; questionId: string }>> {
  const loaded = await loadCaseForUpdate(tx, context.reach, input.caseId);
  const { userId } = context.reach;
  if (!loaded || userId === undefined) return refuse('not-found');
  const question = await loadQuestionForUpdate(tx, loaded, input.questionId);
  if (!question) return refuse('not-found');
  if (question.isAnswered) return refuse('state-conflict', { details: { currentStatus: 'answered' } });
  const { labId } = loaded;
  await saveAnswer(tx, { labId, id: question.id, answer: input.answer, userId }, context.now);
  await remember(tx, loaded, { action: 'answerQuestion', at: context.now, actorUserId: userId, note: input.answer });
  return done({ caseId: loaded.id, questionId: question.id });
}
