import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenForEvents } from './event-stream.ts';
import { keyOf } from './query.ts';
import { useSession } from './session.ts';

/** What a notification can be about: a booking, the calendar that it lies on, the use and the charge that follow. */
const renewed = [
  'listNotifications',
  'listBookings',
  'getBooking',
  'getAvailability',
  'getBoard',
  'listConflicts',
  'getConflict',
  'listWaitlistEntries',
  'listUsage',
  'listCharges',
] as const;

/** What the board of a lab shows, its tray of unscheduled work included. */
const onBoard = ['getBoard', 'listConflicts', 'listWaitlistEntries'] as const;

/** While somebody is signed in, takes notifications live and renews what they are about. */
export function LiveEvents() {
  const { status } = useSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (status !== 'signedIn') return;
    return listenForEvents((event) => {
      if (event === 'board') {
        for (const operation of onBoard) queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
      if (event !== 'notification') return;
      for (const operation of renewed) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
    });
  }, [status, queryClient]);
  return null;
}
