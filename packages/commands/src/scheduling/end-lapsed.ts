import type { Tx } from '@guanyi/db/client';
import { type StoredBooking, saveBooking } from '@guanyi/db/scheduling/bookings';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { expire, noShow } from '@guanyi/domain/scheduling/booking';

/**
 * Ends one booking whose time has passed, a request that nobody decided or a confirmed one that nobody came for, and frees
 * its slot. What a missed booking costs follows from the event.
 * @returns false when it is not due, or somebody was faster.
 */
export async function endLapsed(tx: Tx, booking: StoredBooking, now: number): Promise<boolean> {
  const isRequest = booking.status === 'pendingApproval';
  const outcome = isRequest ? expire(booking, now) : noShow(booking, now);
  if (!outcome.ok) return false;
  await saveBooking(tx, outcome.booking, {
    action: outcome.event.verb,
    at: now,
    actorUserId: null,
    fromStatus: booking.status,
    reason: null,
    event: isRequest ? 'booking.expired' : 'booking.noShow',
  });
  await releaseClaim(tx, booking.labId, booking.id);
  return true;
}
