import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { type StoredConflict, saveConflict } from '@guanyi/db/scheduling/conflicts';
import type { ConflictCause, ConflictOutcome } from '@guanyi/domain/scheduling/conflict';
import type { CommandContext } from '../context.ts';

/** How a conflict goes on: it ends, or another outage is its cause now. */
export type Settlement =
  | { outcome: ConflictOutcome; newBookingId?: string | undefined }
  | { cause: ConflictCause; outageId: string };

/** Ends a conflict and gives back what was held for it, or passes it on to another cause. */
export async function settleConflict(
  tx: Tx,
  context: CommandContext,
  conflict: StoredConflict,
  settlement: Settlement,
  /** The options to remember, when one of them is in use and only the others are given back. */
  shown: StoredConflict['options'] = conflict.options,
): Promise<void> {
  if ('cause' in settlement) {
    await saveConflict(tx, { ...conflict, ...settlement }, context.now);
    return;
  }
  for (const option of conflict.options) await releaseClaim(tx, option.labId, option.holdId);
  await saveConflict(
    tx,
    {
      ...conflict,
      options: shown,
      ...{
        status: 'resolved',
        dueAt: null,
        outcome: settlement.outcome,
        newBookingId: settlement.newBookingId ?? null,
      },
      ...{ resolvedAt: context.now, resolvedBy: context.reach.userId ?? null },
    },
    context.now,
  );
  await append(tx, {
    name: 'conflict.resolved',
    ...{ labId: conflict.labId, aggregateId: conflict.id, occurredAt: context.now },
    payload: { labId: conflict.labId, conflictId: conflict.id },
  });
}
