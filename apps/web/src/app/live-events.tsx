import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenForEvents } from './event-stream.ts';
import { keyOf } from './query.ts';
import { useSession } from './session.ts';

/** While somebody is signed in, takes notifications live and renews what they are about. */
export function LiveEvents() {
  const { status } = useSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (status !== 'signedIn') return;
    return listenForEvents((event) => {
      if (event !== 'notification') return;
      for (const operation of ['listNotifications', 'listBookings', 'getBooking'] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
    });
  }, [status, queryClient]);
  return null;
}
