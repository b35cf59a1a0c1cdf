import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { takeOverruns } from '@guanyi/db/scheduling/overruns';
import { HOUR_MS } from '@guanyi/domain/kernel/window';
import { type CommandContext, done, type Outcome } from '../context.ts';

/** Who is to come within this hears that the instrument may not be free; later ones hear when their time comes near. */
const aheadMs = 4 * HOUR_MS;

/**
 * Finds uses that go on beyond their booked end while somebody else's booking comes near, and says so once for each.
 * @returns how many; at `limit` there may be more.
 */
export async function warnOfOverruns(
  tx: Tx,
  { now }: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ found: number }>> {
  const overruns = await takeOverruns(tx, { now, until: now + aheadMs, limit });
  for (const { labId, bookingId, nextBookingId } of overruns) {
    await append(tx, {
      name: 'booking.overrun',
      ...{ labId, aggregateId: bookingId, occurredAt: now },
      payload: { labId, bookingId, nextBookingId, actorUserId: null },
    });
  }
  return done({ found: overruns.length });
}
