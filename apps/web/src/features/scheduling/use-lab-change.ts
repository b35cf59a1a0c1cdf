import type { OperationId } from '@guanyi/contracts/operations';
import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';

/** A change of what a lab has decided: saves, says so, and renews what shows it. A refusal stays with the form. */
export function useLabChange<T>(shownBy: OperationId, change: () => Promise<T>, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      showToast({ tone: 'ok', text: m.desk_saved() });
      await queryClient.invalidateQueries({ queryKey: keyOf(shownBy) });
      onDone?.();
    },
  });
}
