import { labsWithRole } from '../../app/own-labs.ts';
import { usePages } from '../../app/pages.ts';
import { useSession } from '../../app/session.ts';
import type { Booking } from './booking-facts.ts';
import { decisionOf, isInView } from './inbox-groups.ts';
import type { InboxView } from './inbox-views.ts';
import { waitingQuery } from './waiting-count.tsx';

const decidedStatuses = ['confirmed', 'inUse', 'completed', 'declined', 'expired', 'noShow'] as const;

/** What waits in the labs that the person manages, what was decided there, and the part that the view shows. */
export function useInboxLists(view: InboxView, at: number) {
  const managed = new Set(labsWithRole(useSession(), ['labManager']).map(({ id }) => id));
  const waitingPages = usePages('listBookings', { query: waitingQuery }, { refetchInterval: 60_000 });
  const donePages = usePages(
    'listBookings',
    { query: { status: [...decidedStatuses], limit: 50 } },
    { enabled: view === 'done' },
  );
  const mine = (bookings: readonly Booking[]) => bookings.filter(({ labId }) => managed.has(labId));
  const waiting = mine(waitingPages.items).filter(({ status }) => status === 'pendingApproval');
  const isDone = view === 'done';
  const pages = isDone ? donePages : waitingPages;
  const shown = isDone
    ? mine(donePages.items)
        .filter((booking) => decisionOf(booking) !== undefined)
        .sort((a, b) => Date.parse(decisionOf(b)?.at ?? b.updatedAt) - Date.parse(decisionOf(a)?.at ?? a.updatedAt))
    : waiting.filter((booking) => isInView(booking, view, at));
  const count = (name: InboxView) => waiting.filter((booking) => isInView(booking, name, at)).length;
  return {
    waiting,
    shown,
    counts: { waiting: count('waiting'), urgent: count('urgent'), staffed: count('staffed'), done: 0 },
    isPending: pages.isPending,
    isLoaded: pages.data !== undefined,
    error: pages.data ? null : pages.error,
    refetch: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
  };
}
