import type { Tx } from '@guanyi/db/client';
import { claimsInTheWay } from '@guanyi/db/scheduling/suspended-claims';
import type { CommandContext } from '../context.ts';
import { conflicted } from './make-way.ts';
import type { ConflictedClaim } from './open-conflict.ts';

/** Everything that somebody still claims of an instrument from now on; the claims keep their place. */
export async function claimsAhead(
  tx: Tx,
  context: CommandContext,
  instrument: { id: string; labId: string },
): Promise<ConflictedClaim[]> {
  const ahead = { from: context.now, until: Number.POSITIVE_INFINITY };
  return conflicted(tx, instrument.labId, await claimsInTheWay(tx, instrument, ahead, context.now));
}
