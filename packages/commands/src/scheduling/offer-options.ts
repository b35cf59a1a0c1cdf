import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadLiveBookings } from '@guanyi/db/scheduling/bookings';
import { insertClaim, lockOffers, releaseClaim } from '@guanyi/db/scheduling/claims';
import { replaceLink } from '@guanyi/db/scheduling/conflict-links';
import { type ConflictOption, countSiblings, type StoredConflict, saveConflict } from '@guanyi/db/scheduling/conflicts';
import { findPolicy } from '@guanyi/db/scheduling/scheduling-policy';
import { MINUTE_MS } from '@guanyi/domain/kernel/window';
import { defaultOf, mayFollow } from '@guanyi/domain/scheduling/conflict';
import { optionsEach } from '@guanyi/domain/scheduling/rank-options';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';
import { hashSecret, newSecret } from '../identity/secrets.ts';
import { type FoundOption, findOptions } from './find-options.ts';
import { settleConflict } from './settle-conflict.ts';
import { clearLapsed } from './take-slot.ts';

/** A hold outlives the deadline by this, so that the default finds its place even when the worker is late. */
const graceMs = 15 * MINUTE_MS;
/** While nothing is found it is looked for again at this pace, until the deadline. */
const searchAgainMs = 10 * MINUTE_MS;

/**
 * Looks for other places, holds the best and asks the owner of the claim. Called again it gives back what it held before
 * and looks anew. Who is asked gets a fresh one-time link.
 */
export async function offerOptions(tx: Tx, context: CommandContext, conflict: StoredConflict): Promise<void> {
  const [booking] = await loadLiveBookings(tx, conflict.labId, [conflict.claimId]);
  if (!booking || booking.status === 'inUse')
    return settleConflict(tx, context, conflict, { outcome: booking ? 'kept' : 'overtaken' });
  for (const option of conflict.options) await releaseClaim(tx, option.labId, option.holdId);
  await lockOffers(tx, conflict.instrumentId);
  const most = optionsEach(await countSiblings(tx, conflict));
  const policy = await findPolicy(tx, conflict.labId);
  const found = await findOptions(tx, context, conflict, booking, policy);
  const options: ConflictOption[] = [];
  for (const one of found) {
    if (options.length === most) break;
    const held = await hold(tx, context, one, conflict.deadline);
    if (held) options.push(held);
  }
  const { action, optionIndex } = defaultOf(policy, conflict.cause, options);
  const isAnnounced = conflict.version > 1 && options.length === 0 && conflict.options.length === 0;
  const hasOffer = options.length > 0 && mayFollow('offer', conflict.status);
  const asked: StoredConflict = {
    ...conflict,
    ...{ options, status: hasOffer ? 'offered' : 'open', defaultAction: action, defaultOption: optionIndex },
    dueAt: hasOffer ? conflict.deadline : Math.min(conflict.deadline, context.now + searchAgainMs),
  };
  await saveConflict(tx, asked, context.now);
  if (!isAnnounced) await ask(tx, context, asked);
}

/** A real hold in the calendar, of nobody: only the answer to the conflict can use it. */
async function hold(
  tx: Tx,
  context: CommandContext,
  { footprint, nearness, delayMs, isSameModel, isSameClass, ...option }: FoundOption,
  deadline: number,
): Promise<ConflictOption | undefined> {
  const { labId, instrumentId } = option;
  await clearLapsed(tx, { labId, instrumentId, during: footprint, now: context.now }, null);
  const holdId = newId();
  const isHeld = await insertClaim(tx, {
    ...{ id: holdId, claimId: holdId, labId, instrumentId, kind: 'hold' },
    ...{ organisationId: null, userId: null, ...footprint, expiresAt: deadline + graceMs, createdAt: context.now },
  });
  return isHeld ? { ...option, holdId, holdUntil: deadline } : undefined;
}

async function ask(tx: Tx, context: CommandContext, conflict: StoredConflict): Promise<void> {
  const token = newSecret();
  const { labId, id: conflictId, userId, deadline: expiresAt } = conflict;
  await replaceLink(tx, { labId, conflictId, userId, expiresAt, tokenHash: hashSecret(token) }, context.now);
  await append(tx, {
    name: 'conflict.offered',
    ...{ labId, aggregateId: conflictId, occurredAt: context.now },
    payload: { labId, conflictId, token },
  });
}
