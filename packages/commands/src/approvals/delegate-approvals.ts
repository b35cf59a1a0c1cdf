import {
  type Delegation,
  findColleague,
  findDelegation,
  insertDelegation,
  lockDelegatingPeople,
  revokeDelegation,
  wouldChain,
} from '@guanyi/db/approvals/delegations';
import type { Tx } from '@guanyi/db/client';
import type { Window } from '@guanyi/domain/kernel/window';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface NewDelegation extends Window {
  delegate: { userId?: string | undefined; email?: string | undefined };
  reason?: string | undefined;
}

/**
 * Lets a colleague decide in the caller's place for a time. Whoever stands in cannot pass it on, and whoever has a stand-in
 * cannot be one: `delegate-not-allowed`. One stand-in at a time: `already-exists`.
 */
export async function delegateApprovals(
  tx: Tx,
  context: CommandContext,
  input: NewDelegation,
): Promise<Outcome<Delegation>> {
  const { userId } = context.reach;
  if (userId === undefined) return refuse('not-found');
  if (input.until <= input.from || input.until <= context.now) return refuse('invalid-window');
  const delegateUserId = await findColleague(tx, userId, input.delegate);
  if (!delegateUserId) return refuse('not-found');
  if (delegateUserId === userId)
    return refuse('delegate-not-allowed', { errors: [{ pointer: '/toUserId', code: 'self' }] });
  await lockDelegatingPeople(tx, [userId, delegateUserId]);
  const delegation = { id: newId(), userId, delegateUserId, from: input.from, until: input.until };
  if (await wouldChain(tx, delegation))
    return refuse('delegate-not-allowed', { errors: [{ pointer: '/toUserId', code: 'delegate-of-delegate' }] });
  const isNew = await insertDelegation(tx, { ...delegation, reason: input.reason ?? null, createdAt: context.now });
  if (!isNew) return refuse('already-exists');
  return done(await read(tx, delegation.id));
}

/** Takes an own delegation back. */
export async function endDelegation(
  tx: Tx,
  context: CommandContext,
  input: { delegationId: string },
): Promise<Outcome<null>> {
  const { userId } = context.reach;
  if (userId === undefined || !(await revokeDelegation(tx, userId, input.delegationId, context.now)))
    return refuse('not-found');
  return done(null);
}

async function read(tx: Tx, id: string): Promise<Delegation> {
  const delegation = await findDelegation(tx, id);
  if (!delegation) throw new Error(`Delegation ${id} is not there after it was written.`);
  return delegation;
}
