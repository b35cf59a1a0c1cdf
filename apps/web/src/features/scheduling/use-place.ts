import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { dayTime } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { type Instant, minuteMs } from '../../ui/zone.ts';
import type { Unscheduled } from './use-unscheduled.ts';

interface Placing {
  work: Unscheduled;
  from: Instant;
}

/** Puts work from the tray on the board: a displaced booking moves, and who waits is offered the slot, which is theirs to take. */
export function usePlace(zone: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ work, from }: Placing) => (work.kind === 'waiting' ? offer(work.id, from) : move(work, from)),
    onSuccess: (_, { work, from }) => {
      const when = dayTime(from, zone);
      const text = work.kind === 'waiting' ? m.board_offered({ who: work.who, when }) : m.board_placed({ when });
      showToast({ tone: 'ok', text });
    },
    onError: toastFailure,
    onSettled: () => {
      for (const id of ['getBoard', 'listConflicts', 'listWaitlistEntries', 'listBookings', 'getBooking'] as const)
        void queryClient.invalidateQueries({ queryKey: keyOf(id) });
    },
  });
}

function offer(waitlistEntryId: string, from: Instant): Promise<unknown> {
  return call('offerWaitlistSlot', { params: { waitlistEntryId }, body: { from: new Date(from).toISOString() } });
}

async function move(work: Extract<Unscheduled, { kind: 'displaced' }>, from: Instant): Promise<unknown> {
  const params = { bookingId: work.bookingId };
  const { version } = await call('getBooking', { params });
  const until = new Date(from + work.minutes * minuteMs).toISOString();
  return call('rescheduleBooking', { params, body: { from: new Date(from).toISOString(), until }, ifMatch: version });
}
