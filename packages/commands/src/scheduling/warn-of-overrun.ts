import type { Tx } from '@guanyi/db/client';
import { loadLiveBookings } from '@guanyi/db/scheduling/bookings';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { openConflict } from './open-conflict.ts';

/** Opens a conflict for the booking that follows a use without end: a warning with other places, nothing more. */
export async function warnOfOverrun(
  tx: Tx,
  context: CommandContext,
  { labId, nextBookingId }: { labId: string; nextBookingId: string },
): Promise<Outcome<null>> {
  const [next] = await loadLiveBookings(tx, labId, [nextBookingId]);
  if (!next || next.status === 'inUse' || next.from <= context.now) return done(null);
  const instrument = { id: next.instrumentId, labId, districtId: next.districtId };
  const { organisationId, userId, from, until } = next;
  const claim = { kind: 'booking', claimId: next.id, organisationId, userId, from, until, isInUse: false } as const;
  await openConflict(tx, context, { instrument, cause: 'overrun' }, [claim]);
  return done(null);
}
