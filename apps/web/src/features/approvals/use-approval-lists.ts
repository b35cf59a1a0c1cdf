import { m } from '@guanyi/messages';
import { usePages } from '../../app/pages.ts';
import { addDays, dayOf, type Instant, weekdayOf } from '../../ui/zone.ts';
import type { ApprovalsView } from './approval-views.ts';
import type { Approval } from './approval-words.ts';

const queries: Record<Exclude<ApprovalsView, 'mine'>, { status: Approval['status'][]; sort?: 'newest' }> = {
  others: { status: ['pending'] },
  returned: { status: ['returned'] },
  done: { status: ['approved', 'declined', 'expired'], sort: 'newest' },
};

export type ApprovalLists = ReturnType<typeof useApprovalLists>;

/** The reader's own list, always, and the one of the view that is open. */
export function useApprovalLists(view: ApprovalsView) {
  const mine = usePages('listApprovals', { query: { mine: true, limit: 50 } }, { refetchInterval: 60_000 });
  const query = view === 'mine' ? { limit: 50 } : { ...queries[view], limit: 50 };
  const other = usePages('listApprovals', { query }, { enabled: view !== 'mine' });
  const list = view === 'mine' ? mine : other;
  return {
    mine: mine.items,
    hasMoreOfMine: mine.hasNextPage,
    shown: list.items.filter((approval) => isInView(approval, view)),
    isPending: list.isPending,
    error: list.error,
    refetch: () => void list.refetch(),
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
  };
}

function isInView(approval: Approval, view: ApprovalsView): boolean {
  if (view === 'others') return !approval.mayDecide;
  return view !== 'returned' || isUnanswered(approval);
}

/** A step that was returned and has not been asked again since. */
export function isUnanswered({ status, step, round, chain }: Approval): boolean {
  return status === 'returned' && !chain.some((later) => later.step === step && later.round > round);
}

interface DueGroup {
  title: string;
  approvals: Approval[];
}

/** Steps in groups of their due date; the order within and between groups is kept. */
export function groupByDeadline(approvals: readonly Approval[], now: Instant): DueGroup[] {
  const groups: DueGroup[] = [];
  for (const approval of approvals) {
    const title = headingOf(approval, now);
    const group = groups.find((known) => known.title === title);
    if (group) group.approvals.push(approval);
    else groups.push({ title, approvals: [approval] });
  }
  return groups;
}

function headingOf({ deadline, zone }: Approval, now: Instant): string {
  const today = dayOf(now, zone);
  const day = dayOf(Date.parse(deadline), zone);
  if (day <= today) return m.desk_due_today();
  if (day === addDays(today, 1)) return m.desk_due_tomorrow();
  return day <= addDays(today, 7 - weekdayOf(today)) ? m.desk_due_week() : m.desk_due_later();
}
