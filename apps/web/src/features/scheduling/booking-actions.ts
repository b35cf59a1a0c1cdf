import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/client.ts';
import { labsWithRole } from '../../app/own-labs.ts';
import { type Role, useSession } from '../../app/session.ts';
import { showToast } from '../../ui/toast.tsx';
import { type Booking, matterOf } from './booking-facts.ts';
import { explainFailure, renewBookings } from './decide.ts';

export type BookingAct =
  | { verb: 'checkIn' }
  | { verb: 'checkOut'; samples?: number | undefined; idleMinutes?: number | undefined }
  | { verb: 'cancel'; reason: string };

const staff: readonly Role[] = ['labManager', 'keeper'];

/** What the signed-in person may do with a booking of this lab, by role; the status decides the rest. */
export function useLabRights(labId: string | undefined): { isStaff: boolean; isManager: boolean } {
  const session = useSession();
  const holds = (roles: readonly Role[]) => labsWithRole(session, roles).some(({ id }) => id === labId);
  return { isStaff: holds(staff), isManager: holds(['labManager']) };
}

function send(booking: Booking, act: BookingAct): Promise<Booking> {
  const target = { params: { bookingId: booking.id }, ifMatch: booking.version };
  if (act.verb === 'checkIn') return call('checkIn', { ...target, body: {} });
  if (act.verb === 'cancel') return call('cancelBooking', { ...target, body: { reason: act.reason } });
  const { samples, idleMinutes } = act;
  const body = { ...(samples !== undefined && { samples }), ...(idleMinutes !== undefined && { idleMinutes }) };
  return call('checkOut', { ...target, body });
}

function doneText(booking: Booking, act: BookingAct): string {
  const matter = matterOf(booking);
  if (act.verb === 'checkIn') return m.desk_checked_in({ matter });
  if (act.verb === 'checkOut') return m.desk_checked_out({ matter });
  return m.desk_cancelled({ matter });
}

/** Check-in, check-out and cancellation of one booking: acts, says so, renews what shows it. */
export function useBookingAct(booking: Booking) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (act: BookingAct) => send(booking, act),
    onSuccess: (_, act) => showToast({ tone: 'ok', text: doneText(booking, act) }),
    onError: (error) => explainFailure(booking, error),
    onSettled: () => renewBookings(queryClient),
  });
}
