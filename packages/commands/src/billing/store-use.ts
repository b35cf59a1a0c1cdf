import { findUsageOfSource, findUseOfBooking, insertUsage, type NewUsage } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { reviewEnd } from '@guanyi/domain/billing/usage';
import { newId } from '@guanyi/platform/ids';

export type ToldUse = Omit<NewUsage, 'id' | 'problem' | 'besideId' | 'reviewEndsAt'>;

export interface StoredUse {
  usageRecordId: string;
  /** False when the source had told of it before: that record stands as it is. */
  isNew: boolean;
}

/**
 * Puts a use on record and says what follows. The first record of a booking is its use and is billed; what other sources tell
 * of the same booking stands beside it, to be compared. Both are decided by unique keys, whoever comes at the same moment.
 * `isTold` says that people hear of a problem by another event.
 */
export async function storeUse(tx: Tx, told: ToldUse, { isTold = false } = {}): Promise<StoredUse> {
  const problem = told.until === null ? 'missing-end' : told.pricePolicyId === null ? 'price-missing' : null;
  const use: NewUsage = {
    ...told,
    id: newId(),
    problem,
    besideId: null,
    reviewEndsAt: problem === null ? reviewEnd(told.createdAt) : null,
  };
  if (await insertUsage(tx, use)) {
    if (use.problem === null || !isTold) await tellOf(tx, use);
    return { usageRecordId: use.id, isNew: true };
  }
  const earlier = await findUsageOfSource(tx, told);
  if (earlier) return { usageRecordId: earlier, isNew: false };
  const besideId = told.bookingId === null ? undefined : await findUseOfBooking(tx, told.labId, told.bookingId);
  if (besideId === undefined) throw new Error(`Use ${told.source} ${told.sourceId} could not be put on record.`);
  if (await insertUsage(tx, { ...use, besideId, reviewEndsAt: null })) return { usageRecordId: use.id, isNew: true };
  const rival = await findUsageOfSource(tx, told);
  if (!rival) throw new Error(`Use ${told.source} ${told.sourceId} could not be put on record.`);
  return { usageRecordId: rival, isNew: false };
}

/** A complete use is to be billed; one that lacks something waits for a person, who is told once. */
async function tellOf(tx: Tx, use: NewUsage): Promise<void> {
  await append(tx, {
    name: use.problem === null ? 'usage.recorded' : 'usage.problem',
    labId: use.labId,
    aggregateId: use.id,
    payload: { labId: use.labId, usageRecordId: use.id },
    occurredAt: use.createdAt,
  });
}
