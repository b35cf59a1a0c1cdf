import {
  addToAdjusted,
  listCorrectionLines,
  loadChargeForUpdate,
  type StoredCharge,
} from '@guanyi/db/billing/charge-store';
import { insertCharge } from '@guanyi/db/billing/charges';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { readCredited } from '@guanyi/db/statements/credit-notes';
import { rateAdjustment, rateFullWaiver } from '@guanyi/domain/billing/adjustment';
import type { PriceLine, Rating } from '@guanyi/domain/billing/price-line';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { isPeriodClosed } from './late-entry.ts';

export interface ChargeAdjustment {
  chargeId: string;
  /** Before tax, not zero, never below what is left of the charge (R33). */
  amountFen: number;
  reason: string;
  ifMatch?: number | undefined;
}

/** Changes what is owed by a further charge that refers to the first; the first stays as it is. */
export async function adjustCharge(
  tx: Tx,
  context: CommandContext,
  { chargeId, amountFen, reason, ifMatch }: ChargeAdjustment,
): Promise<Outcome<{ chargeId: string }>> {
  const charge = await loadCorrectable(tx, context, chargeId, ifMatch);
  return charge.ok ? correctCharge(tx, context, charge.value, { amountFen, reason }) : charge;
}

/** Takes off all that is left of a charge, tax included; `state-conflict` when nothing is left. */
export async function waiveCharge(
  tx: Tx,
  context: CommandContext,
  { chargeId, reason, ifMatch }: { chargeId: string; reason: string; ifMatch?: number | undefined },
): Promise<Outcome<{ chargeId: string }>> {
  const loaded = await loadCorrectable(tx, context, chargeId, ifMatch);
  if (!loaded.ok) return loaded;
  const charge = loaded.value;
  const rating = rateFullWaiver([
    ...charge.lines,
    ...(await listCorrectionLines(tx, charge)),
    ...(await creditedLines(tx, charge)),
  ]);
  if (!rating) return refuse('state-conflict', { details: { currentStatus: 'waived' } });
  return done(await insertCorrection(tx, context, charge, { kind: 'waiver', rating, reason }));
}

/** What credit notes have taken back already, as a line that a full waiver leaves alone. */
async function creditedLines(tx: Tx, charge: StoredCharge): Promise<PriceLine[]> {
  const { creditedFen, creditedTaxFen } = await readCredited(tx, charge);
  const first = charge.lines[0];
  if (creditedFen === 0 || !first) return [];
  return [{ ...first, kind: 'adjustment', quantity: 1, amountFen: -creditedFen, taxFen: -creditedTaxFen, parts: [] }];
}

/** An adjustment of a charge that is locked: taxed by its category. Refusals: `adjustment-out-of-range`. */
export async function correctCharge(
  tx: Tx,
  context: CommandContext,
  charge: StoredCharge,
  { amountFen, reason }: { amountFen: number; reason: string },
): Promise<Outcome<{ chargeId: string }>> {
  const { creditedFen } = await readCredited(tx, charge);
  const leftFen = charge.subtotalFen + charge.adjustedFen - creditedFen;
  const taxCategory = charge.lines[0]?.taxCategory ?? 'exempt';
  const rated = rateAdjustment({ amountFen, leftFen, taxCategory });
  if (!rated.ok) return refuse(rated.code, { details: { leftFen } });
  return done(await insertCorrection(tx, context, charge, { kind: 'adjustment', rating: rated.rating, reason }));
}

/** A charge within reach, locked, that may be corrected: corrections themselves are not (`not-adjustable`). */
export async function loadCorrectable(
  tx: Tx,
  context: CommandContext,
  chargeId: string,
  ifMatch: number | undefined,
): Promise<Outcome<StoredCharge>> {
  const charge = await loadChargeForUpdate(tx, context.reach, chargeId);
  if (!charge) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== charge.version)
    return refuse('version-mismatch', { details: { version: charge.version } });
  const isCorrection = charge.kind === 'adjustment' || charge.kind === 'waiver';
  return isCorrection ? refuse('not-adjustable') : done(charge);
}

/**
 * Writes a charge that corrects another one, which the caller has locked. It stands in the period of the first, so that one
 * statement shows both, or in the present one where that of the first is closed.
 */
export async function insertCorrection(
  tx: Tx,
  context: CommandContext,
  charge: StoredCharge,
  correction: { kind: 'adjustment' | 'waiver'; rating: Rating; reason: string | null },
): Promise<{ chargeId: string; occurredAt: number }> {
  const { kind, rating, reason } = correction;
  const chargeId = newId();
  const isClosed = await isPeriodClosed(tx, { ...charge, districtId: charge.payeeId }, charge.occurredAt, context.now);
  const occurredAt = isClosed ? context.now : charge.occurredAt;
  await addToAdjusted(tx, charge, rating.subtotalFen, context.now);
  const isNew = await insertCharge(tx, {
    id: chargeId,
    labId: charge.labId,
    payeeId: charge.payeeId,
    organisationId: charge.organisationId,
    instrumentId: charge.instrumentId,
    kind,
    bookingId: charge.bookingId,
    usageRecordId: charge.usageRecordId,
    leaseId: charge.leaseId,
    loanId: charge.loanId,
    refersToChargeId: charge.id,
    pricePolicyId: charge.pricePolicyId,
    projectCode: charge.projectCode,
    ...rating,
    reason,
    createdBy: context.reach.userId ?? null,
    occurredAt,
    createdAt: context.now,
  });
  if (!isNew) throw new Error(`The correction of charge ${charge.id} was not written.`);
  await append(tx, {
    name: 'charge.created',
    labId: charge.labId,
    aggregateId: chargeId,
    payload: { labId: charge.labId, chargeId },
    occurredAt: context.now,
  });
  return { chargeId, occurredAt };
}
