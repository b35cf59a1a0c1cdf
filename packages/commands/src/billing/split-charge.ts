import { listCorrectionLines, type StoredCharge } from '@guanyi/db/billing/charge-store';
import { insertCharge } from '@guanyi/db/billing/charges';
import { findPricedCustomer } from '@guanyi/db/billing/customers';
import { loadUsageForUpdate } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { readCredited } from '@guanyi/db/statements/credit-notes';
import type { ChargeKind } from '@guanyi/domain/billing/price-line';
import { type ChargeLeft, rateShares, rateTakenOff } from '@guanyi/domain/billing/split';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { insertCorrection, loadCorrectable } from './correct-charge.ts';

export interface ChargeSplit {
  chargeId: string;
  /** Basis points that sum to 10,000; the first takes what cutting down leaves over. */
  shares: readonly { organisationId: string; basisPoints: number; projectCode?: string | undefined }[];
  reason: string;
  ifMatch?: number | undefined;
}

/** A late cancellation is waived by what others book, and a deposit is one customer's: neither is shared. */
const splittable: readonly ChargeKind[] = ['usage', 'lease', 'noShow', 'damage', 'share'];

/**
 * Shares what is left of a charge among customers or their projects (R32): it comes off whole by an adjustment, and each share is a
 * further charge that refers to it, so that what is owed in all stays the same to the fen. Refusals: `not-found` for a charge or a
 * customer, `state-conflict` while its use is in dispute, `not-splittable` for a correction and where nothing is left.
 * @returns the adjustment and then the shares, in their order.
 */
export async function splitCharge(
  tx: Tx,
  context: CommandContext,
  { chargeId, shares, reason, ifMatch }: ChargeSplit,
): Promise<Outcome<{ chargeIds: string[] }>> {
  const loaded = await loadCorrectable(tx, context, chargeId, ifMatch);
  if (!loaded.ok) return loaded.code === 'not-adjustable' ? refuse('not-splittable') : loaded;
  const charge = loaded.value;
  const left = splittable.includes(charge.kind) ? await leftOf(tx, charge) : undefined;
  if (!left || left.subtotalFen <= 0) return refuse('not-splittable');
  if (charge.usageRecordId !== null) {
    const usage = await loadUsageForUpdate(tx, { ...context.reach, all: true }, charge.usageRecordId);
    if (usage?.status === 'disputed') return refuse('state-conflict', { details: { currentStatus: usage.status } });
  }
  for (const { organisationId } of shares) {
    if (!(await findPricedCustomer(tx, organisationId))) return refuse('not-found');
  }
  const takenOff = await insertCorrection(tx, context, charge, {
    kind: 'adjustment',
    rating: rateTakenOff(left),
    reason,
  });
  const ratings = rateShares(
    left,
    shares.map((share) => share.basisPoints),
  );
  const chargeIds = [takenOff.chargeId];
  for (const [i, rating] of ratings.entries()) {
    const share = shares[i];
    if (!share) throw new Error('A share has a rating.');
    const chargeId = newId();
    const isNew = await insertCharge(tx, {
      ...charge,
      id: chargeId,
      kind: 'share',
      organisationId: share.organisationId,
      projectCode: share.projectCode ?? null,
      refersToChargeId: charge.id,
      ...rating,
      reason,
      createdBy: context.reach.userId ?? null,
      occurredAt: takenOff.occurredAt,
      createdAt: context.now,
    });
    if (!isNew) throw new Error(`A share of charge ${charge.id} was not written.`);
    await append(tx, {
      name: 'charge.created',
      labId: charge.labId,
      aggregateId: chargeId,
      payload: { labId: charge.labId, chargeId },
      occurredAt: context.now,
    });
    chargeIds.push(chargeId);
  }
  return done({ chargeIds });
}

/** What is left of a locked charge after corrections and credit notes. */
async function leftOf(tx: Tx, charge: StoredCharge): Promise<ChargeLeft> {
  const lines = [...charge.lines, ...(await listCorrectionLines(tx, charge))];
  const { creditedFen, creditedTaxFen } = await readCredited(tx, charge);
  return {
    subtotalFen: lines.reduce((sum, line) => sum + line.amountFen, 0) - creditedFen,
    taxFen: lines.reduce((sum, line) => sum + line.taxFen, 0) - creditedTaxFen,
    taxCategory: charge.lines[0]?.taxCategory ?? 'exempt',
  };
}
