import type { Tx } from '@guanyi/db/client';
import { findHoldForUpdate, releaseClaim } from '@guanyi/db/scheduling/claims';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

/** Gives a held slot back. Releasing twice, or after it lapsed, is not an error: the slot is free either way. */
export async function releaseHold(tx: Tx, context: CommandContext, input: { holdId: string }): Promise<Outcome<null>> {
  const hold = await findHoldForUpdate(tx, input.holdId);
  if (!hold || hold.userId !== context.reach.userId) return refuse('not-found');
  if (hold.isActive) await releaseClaim(tx, hold.labId, hold.id);
  return done(null);
}
