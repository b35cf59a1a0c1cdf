import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { ApiProblem } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { timeOf } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Instant } from '../../ui/zone.ts';

interface Move {
  bookingId: string;
  /** The version on the board: somebody who was faster is not overwritten. */
  version: number | undefined;
  from: Instant;
  until: Instant;
  /** Where it lay before, for the way back. */
  before?: { from: Instant; until: Instant };
}

/** Somebody was faster, and the board showed what was no longer true. */
function isStale(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'version-mismatch';
}

/** Moves a booking to another time, says so, and offers the way back. */
export function useClaimMove(zone: string) {
  const queryClient = useQueryClient();
  const move = useMutation({
    mutationFn: ({ bookingId, version, from, until }: Move): Promise<Reply<'rescheduleBooking'>> =>
      call('rescheduleBooking', {
        params: { bookingId },
        body: { from: new Date(from).toISOString(), until: new Date(until).toISOString() },
        ...(version !== undefined && { ifMatch: version }),
      }),
    onSuccess: (booking, { from, until, before }) => {
      const back = before && {
        label: m.board_undo(),
        run: () => move.mutate({ bookingId: booking.id, version: booking.version, ...before }),
      };
      const times = `${timeOf(from, zone)}–${timeOf(until, zone)}`;
      showToast({ tone: 'ok', text: m.board_moved({ times }), action: back });
    },
    onError: (error) => (isStale(error) ? showToast({ tone: 'bad', text: m.board_stale() }) : toastFailure(error)),
    onSettled: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: keyOf('getBoard') }),
        queryClient.invalidateQueries({ queryKey: keyOf('listBookings') }),
        queryClient.invalidateQueries({ queryKey: keyOf('getBooking') }),
      ]);
    },
  });
  return move;
}
