import { insertCharge } from '@guanyi/db/billing/charges';
import { findPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import type { StoredBooking } from '@guanyi/db/scheduling/bookings';
import { rateFee } from '@guanyi/domain/billing/cancellation';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';

/** Charges the fee of a late cancellation: the fee alone, without tax, as nothing was supplied. Once per booking. */
export async function chargeCancellation(
  tx: Tx,
  context: CommandContext,
  booking: StoredBooking,
  feeFen: number,
): Promise<void> {
  const policy = await findPolicy(tx, booking.labId, booking.pricePolicyId);
  if (!policy) throw new Error(`Booking ${booking.id} points at a price policy that is gone.`);
  const chargeId = newId();
  const isNew = await insertCharge(tx, {
    id: chargeId,
    labId: booking.labId,
    payeeId: booking.districtId,
    organisationId: booking.organisationId,
    instrumentId: booking.instrumentId,
    kind: 'cancellation',
    bookingId: booking.id,
    usageRecordId: null,
    refersToChargeId: null,
    pricePolicyId: booking.pricePolicyId,
    ...rateFee('cancellation', feeFen, policy.cancellation),
    occurredAt: booking.from,
    createdAt: context.now,
  });
  if (!isNew) return;
  const payload = { labId: booking.labId, chargeId };
  await append(tx, {
    name: 'charge.created',
    labId: booking.labId,
    aggregateId: chargeId,
    payload,
    occurredAt: context.now,
  });
}
