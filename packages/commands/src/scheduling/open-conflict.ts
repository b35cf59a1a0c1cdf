import type { Tx } from '@guanyi/db/client';
import { appendAll } from '@guanyi/db/outbox';
import {
  type ConflictedKind,
  insertConflicts,
  type NewConflict,
  type StoredConflict,
} from '@guanyi/db/scheduling/conflicts';
import { findPolicy } from '@guanyi/db/scheduling/scheduling-policy';
import { answerDeadline, type ConflictCause, conflictRank } from '@guanyi/domain/scheduling/conflict';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';

/** A claim that cannot stay where it is. */
export interface ConflictedClaim {
  kind: ConflictedKind;
  /** The booking, lease, loan or equity case. */
  claimId: string;
  organisationId: string;
  /** Who is asked. */
  userId: string;
  from: number;
  /** Null for a claim without end. */
  until: number | null;
  /** Use has begun: nobody can be moved any more, so a person of the lab decides. */
  isInUse: boolean;
}

export interface ConflictOrigin {
  instrument: { id: string; labId: string; districtId: string };
  cause: ConflictCause;
  outageId?: string | undefined;
}

/**
 * Opens a conflict for each claim: the worker then looks for another place, asks the owner and applies the answer or the
 * default. A claim has one live conflict at a time; what else befalls it joins that one. Leases, loans and equity cases,
 * and bookings in use, are nothing that a program may move: they go to a person at once.
 * @returns the live conflicts of the claims.
 */
export async function openConflict(
  tx: Tx,
  context: CommandContext,
  origin: ConflictOrigin,
  claims: readonly ConflictedClaim[],
): Promise<StoredConflict[]> {
  const { instrument, cause } = origin;
  if (claims.length === 0) return [];
  const policy = await findPolicy(tx, instrument.labId);
  const wanted = claims.map((claim): NewConflict => {
    const isForPeople = claim.kind !== 'booking' || claim.isInUse;
    return {
      ...{ id: newId(), labId: instrument.labId, instrumentId: instrument.id, districtId: instrument.districtId },
      ...{ organisationId: claim.organisationId, userId: claim.userId, claimKind: claim.kind, claimId: claim.claimId },
      ...{ from: claim.from, until: claim.until, cause, outageId: origin.outageId ?? null },
      ...{ rank: conflictRank(cause), status: isForPeople ? 'escalated' : 'open' },
      deadline: answerDeadline(policy, cause, context.now, claim.from),
      defaultAction: isForPeople ? 'none' : cause === 'overrun' ? 'keep' : 'cancel',
      dueAt: isForPeople ? null : context.now,
      createdAt: context.now,
    };
  });
  const conflicts = await insertConflicts(tx, wanted);
  await appendAll(
    tx,
    conflicts.map((conflict) => ({
      name: conflict.status === 'escalated' ? ('conflict.escalated' as const) : ('conflict.opened' as const),
      ...{ labId: conflict.labId, aggregateId: conflict.id, occurredAt: context.now },
      payload: { labId: conflict.labId, conflictId: conflict.id },
    })),
  );
  return conflicts;
}
