import { closeWaiver, findRebooking, loadWaiversDue } from '@guanyi/db/billing/charge-store';
import { insertCharge } from '@guanyi/db/billing/charges';
import { findPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadBookingForUpdate, type StoredBooking } from '@guanyi/db/scheduling/bookings';
import { rateFee, rateWaiver, waivedFeeFen } from '@guanyi/domain/billing/cancellation';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { insertCorrection } from './correct-charge.ts';

type ChargedBooking = Pick<
  StoredBooking,
  'id' | 'labId' | 'districtId' | 'organisationId' | 'instrumentId' | 'pricePolicyId' | 'from' | 'until'
>;

/** Charges the fee of a late cancellation: the fee alone, without tax, as nothing was supplied (R20). Once per booking. */
export async function chargeCancellation(
  tx: Tx,
  context: CommandContext,
  booking: ChargedBooking,
  feeFen: number,
): Promise<void> {
  await chargeFee(tx, context, booking, 'cancellation', () => feeFen);
}

/** Charges what its policy asks for a booking that nobody came to (R20); nothing where that is zero. Once per booking. */
export async function chargeMissedBooking(
  tx: Tx,
  context: CommandContext,
  { bookingId }: { bookingId: string },
): Promise<Outcome<null>> {
  const booking = await loadBookingForUpdate(tx, context.reach, bookingId);
  if (!booking) throw new Error(`Booking ${bookingId} is gone.`);
  await chargeFee(tx, context, booking, 'noShow', (noShowFeeFen) => noShowFeeFen);
  return done(null);
}

async function chargeFee(
  tx: Tx,
  context: CommandContext,
  booking: ChargedBooking,
  kind: 'cancellation' | 'noShow',
  feeOf: (noShowFeeFen: number) => number,
): Promise<void> {
  const policy = await findPolicy(tx, booking.labId, booking.pricePolicyId);
  if (!policy) throw new Error(`Booking ${booking.id} points at a price policy that is gone.`);
  const feeFen = feeOf(policy.noShowFeeFen);
  if (feeFen === 0) return;
  const chargeId = newId();
  const isNew = await insertCharge(tx, {
    id: chargeId,
    labId: booking.labId,
    payeeId: booking.districtId,
    organisationId: booking.organisationId,
    instrumentId: booking.instrumentId,
    kind,
    bookingId: booking.id,
    usageRecordId: null,
    refersToChargeId: null,
    pricePolicyId: booking.pricePolicyId,
    ...rateFee(kind, feeFen, policy.cancellation),
    waiverDueAt: kind === 'cancellation' ? booking.until : null,
    occurredAt: booking.from,
    createdAt: context.now,
  });
  if (!isNew) return;
  await append(tx, {
    name: 'charge.created',
    labId: booking.labId,
    aggregateId: chargeId,
    payload: { labId: booking.labId, chargeId },
    occurredAt: context.now,
  });
}

/**
 * Decides what is waived of late cancellations whose window has ended (R22): the share of its minutes that other organisations
 * had booked and kept, once. @returns how many were decided; at `limit` there may be more.
 */
export async function waiveRebooked(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ decided: number }>> {
  const due = await loadWaiversDue(tx, context.now, limit);
  for (const charge of due) {
    const times = charge.bookingId === null ? undefined : await findRebooking(tx, charge.labId, charge.bookingId);
    if (!times) throw new Error(`Fee ${charge.id} is for no booking.`);
    // Of a fee that was adjusted meanwhile no more is waived than is left of it.
    const leftFen = charge.subtotalFen + charge.adjustedFen;
    const waivedFen = Math.min(leftFen, waivedFeeFen({ feeFen: charge.subtotalFen, ...times }));
    if (waivedFen > 0) {
      await insertCorrection(tx, context, charge, { kind: 'waiver', rating: rateWaiver(waivedFen), reason: null });
    }
    await closeWaiver(tx, charge);
  }
  return done({ decided: due.length });
}
