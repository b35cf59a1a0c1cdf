import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import { renewBookings } from './decide.ts';

/** A change of one or more bookings: acts, says so, renews what shows it. A refusal stays with the form, where it can be mended. */
export function useChange<T>(change: () => Promise<T>, done: () => string, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      showToast({ tone: 'ok', text: done() });
      for (const operation of ['getAvailability', 'getSeries', 'listSuspensions', 'listQualifications'] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
      await renewBookings(queryClient);
      onDone();
    },
  });
}
