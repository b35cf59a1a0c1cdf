import type { Tx } from '@guanyi/db/client';
import { audit } from '@guanyi/db/identity/store';
import { type CreditView, listCreditLimits, saveCreditLimit } from '@guanyi/db/limits/credit';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface CreditChange {
  organisationId: string;
  limitFen: number;
  /** The caller's own district when left out. */
  districtId?: string | undefined;
}

/**
 * Sets how much a customer may owe the caller's district. A limit below what is owed takes nothing back; it refuses new
 * bookings until enough is paid. Zero means payment in advance only.
 */
export async function setCreditLimit(
  tx: Tx,
  context: CommandContext,
  { organisationId, limitFen, districtId }: CreditChange,
): Promise<Outcome<CreditView>> {
  const payeeId = districtId ?? context.reach.districtIds[0];
  if (payeeId === undefined || !context.reach.districtIds.includes(payeeId)) return refuse('not-found');
  const isSaved = await saveCreditLimit(tx, { payeeId, organisationId }, limitFen, context.now);
  if (!isSaved) return refuse('not-found');
  const entry = {
    actorUserId: context.reach.userId,
    organisationId,
    action: 'creditLimit.set',
    subjectType: 'organisation',
    subjectId: organisationId,
    details: { payeeId, limitFen },
  };
  await audit(tx, entry, context.now);
  const wanted = { payeeId, organisationId, now: context.now, limit: 1 };
  const [view] = await listCreditLimits(tx, context.reach, wanted);
  if (!view) throw new Error(`The credit limit of ${organisationId} is gone within the transaction that wrote it.`);
  return done(view);
}
