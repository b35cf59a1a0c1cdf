import type { Tx } from '@guanyi/db/client';
import { findPlaceOf } from '@guanyi/db/scheduling/booking-queries';
import { loadLiveBookings } from '@guanyi/db/scheduling/bookings';
import { loadConflictsOfCause, loadLiveConflictOf } from '@guanyi/db/scheduling/conflicts';
import { stillSuspended } from '@guanyi/db/scheduling/suspended-claims';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { settleConflict } from './settle-conflict.ts';

export interface BookingChanged {
  labId: string;
  bookingId: string;
  /** The use is over, so nobody has to fear that it goes on. */
  isOver: boolean;
}

/**
 * A booking went its own way: cancelled, expired, used, moved by its owner. Its conflict has nothing left to resolve. When
 * a use has ended, the warnings to those who come after it end too.
 */
export async function closeConflictOf(
  tx: Tx,
  context: CommandContext,
  { labId, bookingId, isOver }: BookingChanged,
): Promise<Outcome<null>> {
  const conflict = await loadLiveConflictOf(tx, labId, bookingId);
  if (conflict) {
    const [live] = await loadLiveBookings(tx, labId, [bookingId]);
    const isMoved = live && (live.from !== conflict.from || live.instrumentId !== conflict.instrumentId);
    const isFree = isMoved && !(await stillSuspended(tx, labId, [bookingId])).has(bookingId);
    if (!live || isFree) await settleConflict(tx, context, conflict, { outcome: 'overtaken' });
    else if (live.status === 'inUse' && conflict.status !== 'escalated')
      await settleConflict(tx, context, conflict, { outcome: 'kept' });
  }
  if (isOver && conflict === undefined) await endWarnings(tx, context, { labId, bookingId });
  return done(null);
}

async function endWarnings(
  tx: Tx,
  context: CommandContext,
  ended: { labId: string; bookingId: string },
): Promise<void> {
  const place = await findPlaceOf(tx, ended.labId, ended.bookingId);
  if (!place) return;
  for (const warning of await loadConflictsOfCause(tx, place, 'overrun'))
    await settleConflict(tx, context, warning, { outcome: 'kept' });
}
