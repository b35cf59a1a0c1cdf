import { dropFiling } from '@guanyi/db/approvals/filings';
import type { Tx } from '@guanyi/db/client';
import {
  findEquityRules,
  type LoadedEquityCase,
  loadCaseForUpdate,
  type StoredEquityCase,
  saveCase,
} from '@guanyi/db/equity/store';
import { append } from '@guanyi/db/outbox';
import { type EquityVerb, equityStatusAt, takeStep } from '@guanyi/domain/equity/equity-case';
import { type EquityRules, lapsesAt } from '@guanyi/domain/equity/terms';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';

/** A step that a person asks for. `ifMatch` is the version that the person saw, when the client sent one. */
export interface CaseChange {
  caseId: string;
  note?: string | undefined;
  ifMatch?: number | undefined;
}

/** What a step knows: the case, today where its instrument stands, and the rules in force today. */
export interface CaseCircumstances {
  loaded: LoadedEquityCase;
  today: string;
  rules: EquityRules;
}

/** Fields that a step writes beside the status, or why it may not be taken. */
export type CaseEdit = Partial<StoredEquityCase> | Refusal;

/** Loads and locks a case within reach, as its reader knew it. */
export async function openCase(
  tx: Tx,
  context: CommandContext,
  change: CaseChange,
): Promise<Outcome<CaseCircumstances>> {
  const loaded = await loadCaseForUpdate(tx, context.reach, change.caseId);
  if (!loaded) return refuse('not-found');
  if (change.ifMatch !== undefined && change.ifMatch !== loaded.version) {
    return refuse('version-mismatch', { details: { version: loaded.version } });
  }
  const today = localDay(loaded.zone, context.now);
  return done({ loaded, today, rules: await findEquityRules(tx, today) });
}

/**
 * Takes a case one step: locks it, lets the life cycle decide whether the verb leads on, then the step's own rule, and writes
 * state, log and event together. Of two at once the second waits, sees what the first did and gets `state-conflict`.
 */
export async function changeCase(
  tx: Tx,
  context: CommandContext,
  change: CaseChange,
  verb: EquityVerb,
  edit: (circumstances: CaseCircumstances) => CaseEdit | Promise<CaseEdit> = () => ({}),
): Promise<Outcome<LoadedEquityCase>> {
  const opened = await openCase(tx, context, change);
  return opened.ok ? stepCase(tx, context, opened.value, change, verb, edit) : opened;
}

/** The same for a case that is open already. */
export async function stepCase(
  tx: Tx,
  context: CommandContext,
  circumstances: CaseCircumstances,
  change: Pick<CaseChange, 'note'>,
  verb: EquityVerb,
  edit: (circumstances: CaseCircumstances) => CaseEdit | Promise<CaseEdit> = () => ({}),
): Promise<Outcome<LoadedEquityCase>> {
  const { loaded, rules } = circumstances;
  const moved = takeStep(loaded, verb, context.now, lapsesAt(context.now, loaded.zone, rules.idleMonths));
  if (!moved.ok) return refuse('state-conflict', { details: { currentStatus: moved.status } });
  const edited = await edit(circumstances);
  if (isRefusal(edited)) return edited;
  const saved = { ...moved.case, ...edited };
  // An approval that no longer holds leaves nothing to be filed.
  if (undone.includes(saved.status)) await dropFiling(tx, saved, context.now);
  const actorUserId = context.reach.userId ?? null;
  await saveCase(tx, saved, moved.step, { actorUserId, note: change.note ?? null });
  await append(tx, {
    name: 'equity.changed',
    labId: saved.labId,
    aggregateId: saved.id,
    payload: { labId: saved.labId, caseId: saved.id, verb, status: saved.status, actorUserId },
    occurredAt: context.now,
  });
  return done({ ...saved, version: loaded.version + 1 });
}

const undone: readonly string[] = ['appraised', 'declined', 'withdrawn', 'lapsed'];

/** Refuses what does not belong to the state in which the case now is. */
export function wrongState(loaded: LoadedEquityCase, now: number): Refusal {
  return refuse('state-conflict', { details: { currentStatus: equityStatusAt(loaded, now) } });
}

function isRefusal(edit: CaseEdit): edit is Refusal {
  return 'ok' in edit && edit.ok === false;
}
