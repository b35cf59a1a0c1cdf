import { findLabCopies } from '@guanyi/db/catalogue/instruments';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import {
  loadSuspensionForUpdate,
  putStrikePolicy as putPolicy,
  type StoredStrikePolicy,
  type SuspensionView,
  saveSuspension,
} from '@guanyi/db/scheduling/suspensions';
import { changeSuspension, type StrikePolicy, type SuspensionVerb } from '@guanyi/domain/scheduling/suspension';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

type Changed = { labId: string; suspensionId: string };

/** The suspended person says why it should not stand, once; it goes on until the lab decides. */
export async function appealSuspension(
  tx: Tx,
  context: CommandContext,
  { suspensionId, text }: { suspensionId: string; text: string },
): Promise<Outcome<Changed>> {
  const { reach, now } = context;
  const suspension = await loadSuspensionForUpdate(tx, reach, { id: suspensionId, ownerId: reach.userId ?? '' });
  if (!suspension) return refuse('not-found');
  return change(tx, context, suspension, 'appeal', { appealText: text, appealedAt: now });
}

/** The lab lifts a suspension, asked or not, or upholds it against an appeal. Bookings missed stay missed. */
export async function decideSuspension(
  tx: Tx,
  context: CommandContext,
  input: { suspensionId: string; decision: 'lift' | 'uphold'; comment: string },
): Promise<Outcome<Changed>> {
  const suspension = await loadSuspensionForUpdate(tx, context.reach, { id: input.suspensionId });
  if (!suspension) return refuse('not-found');
  return change(tx, context, suspension, input.decision, { decisionComment: input.comment, decidedAt: context.now });
}

async function change(
  tx: Tx,
  { reach, now }: CommandContext,
  suspension: SuspensionView,
  verb: SuspensionVerb,
  more: Partial<SuspensionView>,
): Promise<Outcome<Changed>> {
  const status = changeSuspension(suspension, verb, now);
  if (!status) return refuse('state-conflict', { details: { currentStatus: suspension.status } });
  const { labId, id } = suspension;
  const decidedBy = verb === 'appeal' ? null : (reach.userId ?? null);
  await saveSuspension(tx, { ...suspension, ...more, status, decidedBy, now });
  await append(tx, {
    name: verb === 'appeal' ? 'suspension.appealed' : 'suspension.decided',
    ...{ labId, aggregateId: id, occurredAt: now },
    payload: { labId, suspensionId: id },
  });
  return done({ labId, suspensionId: id });
}

/** How many missed bookings suspend, from an instant on: now when none is named. What was missed before counts by the policy of then. */
export async function putStrikePolicy(
  tx: Tx,
  { reach, now }: CommandContext,
  { labId, effectiveFrom = now, ...policy }: StrikePolicy & { labId: string; effectiveFrom?: number | undefined },
): Promise<Outcome<StoredStrikePolicy>> {
  if (!(await findLabCopies(tx, reach, labId))) return refuse('not-found');
  const stored = { ...policy, id: newId(), labId, effectiveFrom };
  await putPolicy(tx, { ...stored, createdBy: reach.userId ?? null, now });
  return done(stored);
}
