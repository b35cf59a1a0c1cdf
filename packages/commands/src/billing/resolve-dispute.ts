import { loadChargeOfUsage } from '@guanyi/db/billing/charge-store';
import { endDispute, findOpenDispute } from '@guanyi/db/billing/disputes';
import { loadUsageForUpdate, type StoredUsage, saveUsage } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { findCreditableLines, findIssuedStatementOf } from '@guanyi/db/statements/credit-notes';
import { loadStatementForUpdate } from '@guanyi/db/statements/statements';
import { rateUsageWithout } from '@guanyi/domain/billing/rate';
import { resolveUse } from '@guanyi/domain/billing/usage';
import type { Window } from '@guanyi/domain/kernel/window';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { createCreditNote } from '../statements/create-credit-note.ts';
import { correctCharge } from './correct-charge.ts';
import { rateUse, ratingInputOf } from './rate-usage.ts';

export interface DisputeDecision {
  usageRecordId: string;
  accept: boolean;
  comment: string;
  ifMatch?: number | undefined;
}

/**
 * The lab's side decides a dispute. Accepted, the disputed time is not paid: the difference between the charge and what the
 * rest of the use costs comes off as an adjustment, or by a credit note when the charge stands on an issued statement, which
 * never changes (M11). Rejected, nothing changes. Either way the use is settled. `period-closed` when a credit note would
 * have to go into a closed month.
 */
export async function resolveDispute(
  tx: Tx,
  context: CommandContext,
  { usageRecordId, accept, comment, ifMatch }: DisputeDecision,
): Promise<Outcome<{ usageRecordId: string }>> {
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  if (!usage) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== usage.version)
    return refuse('version-mismatch', { details: { version: usage.version } });
  const outcome = resolveUse(usage);
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  const dispute = await findOpenDispute(tx, usage);
  if (!dispute) throw new Error(`Use ${usage.id} is in dispute, but about nothing.`);
  const given = accept ? await giveBack(tx, context, usage, dispute, comment || dispute.reason) : done(null);
  if (!given.ok) return given;
  await endDispute(tx, {
    labId: usage.labId,
    id: dispute.id,
    status: accept ? 'accepted' : 'rejected',
    comment,
    resolvedBy: context.reach.userId ?? null,
    adjustmentChargeId: given.value,
    at: context.now,
  });
  await saveUsage(tx, outcome.usage, context.now);
  await append(tx, {
    name: 'usage.resolved',
    labId: usage.labId,
    aggregateId: usage.id,
    payload: { labId: usage.labId, usageRecordId: usage.id },
    occurredAt: context.now,
  });
  return done({ usageRecordId });
}

/** @returns the adjustment, or null when a credit note did it, the rest costs as much, as under a minimum, or nothing is left to give. */
async function giveBack(
  tx: Tx,
  context: CommandContext,
  usage: StoredUsage,
  disputed: Window,
  reason: string,
): Promise<Outcome<string | null>> {
  const everything = { ...context, reach: { ...context.reach, all: true } };
  // Whoever writes a credit note locks the statement before its charges, and so does a decision.
  const statementId = await findIssuedStatementOf(tx, usage);
  if (statementId !== undefined) await loadStatementForUpdate(tx, everything.reach, statementId);
  await rateUse(tx, context, usage);
  const charge = await loadChargeOfUsage(tx, usage);
  const input = await ratingInputOf(tx, usage);
  if (!charge || !input) throw new Error(`Use ${usage.id} is in dispute without having a price.`);
  const owed = rateUsageWithout(input, disputed);
  const leftFen = charge.subtotalFen + charge.adjustedFen;
  const amountFen = Math.max(owed.subtotalFen - charge.subtotalFen, -leftFen);
  if (amountFen >= 0) return done(null);
  if (statementId !== undefined) {
    const [line] = await findCreditableLines(tx, { payeeId: charge.payeeId, id: statementId }, [charge.id]);
    const creditableFen = line ? line.subtotalFen + line.adjustedFen - line.creditedFen : 0;
    const creditFen = Math.min(-amountFen, creditableFen);
    if (creditFen <= 0) return done(null);
    const lines = [{ chargeId: charge.id, amountFen: creditFen }];
    const note = await createCreditNote(tx, everything, { statementId, lines, reason });
    return note.ok ? done(null) : note;
  }
  const corrected = await correctCharge(tx, context, charge, { amountFen, reason });
  if (!corrected.ok) throw new Error(`Charge ${charge.id} refused the adjustment of a dispute: ${corrected.code}.`);
  return done(corrected.value.chargeId);
}
