import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';

const shownBy = [
  'listBreakdownReports',
  'listMaintenancePlans',
  'listCalibrations',
  'listOutages',
  'listConflicts',
  'getBoard',
  'getAvailability',
] as const;

/** A change in what keeps an instrument fit: acts, says so, and renews the lists and calendars that show it. */
export function useUpkeepChange<T>(change: () => Promise<T>, done: () => string, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      showToast({ tone: 'ok', text: done() });
      for (const operation of shownBy) void queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      onDone();
    },
  });
}
