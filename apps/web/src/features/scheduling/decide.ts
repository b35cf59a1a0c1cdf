import { m } from '@guanyi/messages';
import type { QueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { ApiProblem } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import { bookingStatusName } from '../../ui/vocabulary.ts';
import { type Booking, matterOf } from './booking-facts.ts';
import { type Decision, holdDecisions, undoMs, type Verdict } from './pending-decisions.ts';

/** Renews everything that a changed booking shows in. */
export async function renewBookings(queryClient: QueryClient): Promise<void> {
  const touched = ['listBookings', 'getBooking', 'getAvailability', 'listUsage', 'listCharges'] as const;
  await Promise.all(touched.map((operation) => queryClient.invalidateQueries({ queryKey: keyOf(operation) })));
}

/** Decides requests after the time for undo. The answer of a lost race is told and the list renewed. */
export function decide(queryClient: QueryClient, bookings: readonly Booking[], verdict: Verdict, reason: string): void {
  const decisions = bookings.map((booking) => ({ booking, verdict, reason }));
  holdDecisions(
    decisions,
    (due) => deliver(queryClient, due),
    (undo) =>
      showToast({
        tone: 'ok',
        text: announcement(bookings, verdict),
        detail: m.desk_undo_hint({ n: undoMs / 1000 }),
        action: { label: m.desk_undo(), run: undo },
      }),
  );
}

function announcement(bookings: readonly Booking[], verdict: Verdict): string {
  const [first] = bookings;
  if (bookings.length > 1) {
    const n = bookings.length;
    return verdict === 'approve' ? m.desk_approving_many({ n }) : m.desk_declining_many({ n });
  }
  const matter = first ? matterOf(first) : '';
  return verdict === 'approve' ? m.desk_approving({ matter }) : m.desk_declining({ matter });
}

async function deliver(queryClient: QueryClient, decisions: readonly Decision[]): Promise<void> {
  for (const { booking, verdict, reason } of decisions) {
    try {
      await call(verdict === 'approve' ? 'approveBooking' : 'declineBooking', {
        params: { bookingId: booking.id },
        body: reason ? { reason } : {},
        ifMatch: booking.version,
      });
    } catch (error) {
      await explainFailure(booking, error);
    }
  }
  await renewBookings(queryClient);
}

/** Whether somebody else was faster: the state has changed, or the version that was seen is gone. */
export function isLostRace(error: unknown): boolean {
  return error instanceof ApiProblem && (error.code === 'state-conflict' || error.code === 'version-mismatch');
}

/** Says who was faster and where the booking stands now; other refusals as they came. */
export async function explainFailure(booking: Booking, error: unknown): Promise<void> {
  if (!isLostRace(error)) {
    toastFailure(error);
    return;
  }
  const current = await call('getBooking', { params: { bookingId: booking.id } }).catch(() => undefined);
  if (!current) {
    toastFailure(error);
    return;
  }
  const status = bookingStatusName(current.status);
  const actor = current.history.at(-1)?.actor?.displayName;
  showToast({
    tone: 'bad',
    text: m.desk_lost_race({ matter: matterOf(booking), status }),
    detail: actor ? m.desk_lost_race_by({ name: actor }) : undefined,
  });
}
