import { m } from '@guanyi/messages';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/inbox.css';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { roomForPanel, useMedia } from '../../ui/use-media.ts';
import { useNow } from '../../ui/use-now.ts';
import { deadlineWords } from '../scheduling/booking-facts.ts';
import { ApprovalPanel } from './approval-panel.tsx';
import { ApprovalRow } from './approval-row.tsx';
import { type ApprovalsView, approvalsViews } from './approval-views.ts';
import type { Approval } from './approval-words.ts';
import { type ApprovalLists, groupByDeadline, useApprovalLists } from './use-approval-lists.ts';
import { type Deciding, useDeciding } from './use-deciding.ts';
import '../scheduling/desk-scheduling.css';
import './approvals.css';

const viewTitles: Record<ApprovalsView, () => string> = {
  mine: m.lending_view_mine,
  others: m.lending_view_others,
  returned: m.lending_view_returned,
  done: m.lending_view_done,
};

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['A'], m.desk_approve()],
  [['R'], m.lending_return()],
  [['D'], m.desk_decline()],
  [['X'], m.desk_key_select()],
  [['?'], m.desk_key_all()],
];

/** What waits for a decision about loans, leases and equity: the reader's own first, nearest deadline first. */
export function ApprovalsPage() {
  usePageTitle(m.lending_approvals());
  const { approval: chosenId, view = 'mine' } = useSearch({ from: '/desk/approvals' });
  const navigate = useNavigate({ from: '/desk/approvals' });
  const hasRoom = useMedia(roomForPanel);
  const at = useNow(now, 30_000);
  const [helpOpen, setHelpOpen] = useState(false);
  const list = useApprovalLists(view);
  const open = (approval: string | undefined) =>
    navigate({
      search: { ...(view !== 'mine' && { view }), ...(approval && { approval }) },
      replace: true,
      resetScroll: false,
    });
  const desk = useDeciding(list.shown, chosenId ?? (hasRoom ? list.shown[0]?.id : undefined));
  const step = (count: number) => {
    const index = list.shown.findIndex(({ id }) => id === desk.current?.id);
    const next = list.shown[Math.min(Math.max(0, index + count), list.shown.length - 1)];
    if (next) open(next.id);
  };
  const { current } = desk;
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    a: () => desk.act('approve'),
    r: () => desk.act('return'),
    d: () => desk.act('decline'),
    x: () => current?.mayDecide && desk.select(current.id, !desk.selected.has(current.id)),
    '?': () => setHelpOpen(true),
  });
  return (
    <DeskColumns
      panel={
        current && (
          <ApprovalPanel
            key={current.id}
            approval={current}
            desk={desk}
            onClose={hasRoom ? undefined : () => open(undefined)}
          />
        )
      }
    >
      <Work
        title={m.lending_approvals()}
        summary={<Summary lists={list} at={at} />}
        actions={
          <Link to="/desk/delegations" className={buttonClass()}>
            {m.lending_delegate()}
          </Link>
        }
        views={<ApprovalViews view={view} lists={list} />}
        keys={<KeyHints hints={hints()} />}
      >
        <SelectionBar desk={desk} />
        <ListState
          isPending={list.isPending}
          error={list.error}
          onRetry={list.refetch}
          isEmpty={list.shown.length === 0}
          empty={<NothingHere view={view} />}
        />
        <ApprovalList view={view} approvals={list.shown} desk={desk} at={at} />
        <LoadMore more={list.hasMore} busy={list.isLoadingMore} onLoad={list.loadMore} />
      </Work>
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}

function Summary({ lists, at }: { lists: ApprovalLists; at: number }) {
  const [first] = lists.mine;
  if (!first) return null;
  const n = lists.hasMoreOfMine ? `${lists.mine.length}+` : `${lists.mine.length}`;
  return m.desk_inbox_summary({ n, when: deadlineWords(Date.parse(first.deadline), at, first.zone).text });
}

function ApprovalViews({ view, lists }: { view: ApprovalsView; lists: ApprovalLists }) {
  return (
    <Views label={m.desk_views()}>
      {approvalsViews.map((name) => (
        <ViewLink
          key={name}
          to="/desk/approvals"
          search={name === 'mine' ? {} : { view: name }}
          isCurrent={name === view}
        >
          {viewTitles[name]()} {name === 'mine' && lists.mine.length > 0 && lists.mine.length}
        </ViewLink>
      ))}
    </Views>
  );
}

interface ApprovalListProps {
  view: ApprovalsView;
  approvals: readonly Approval[];
  desk: Deciding;
  at: number;
}

function ApprovalList({ view, approvals, desk, at }: ApprovalListProps) {
  if (approvals.length === 0) return null;
  const groups =
    view === 'mine' || view === 'others'
      ? groupByDeadline(approvals, at)
      : [{ title: viewTitles[view](), approvals: [...approvals] }];
  return (
    <div className="inbox cases">
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h2>
            {group.title} {group.approvals.length}
          </h2>
          {group.approvals.map((approval) => (
            <ApprovalRow
              key={approval.id}
              approval={approval}
              view={view}
              at={at}
              isCurrent={approval.id === desk.current?.id}
              isSelected={desk.selected.has(approval.id)}
              onSelect={approval.mayDecide ? (isSelected) => desk.select(approval.id, isSelected) : undefined}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

function SelectionBar({ desk }: { desk: Deciding }) {
  const n = desk.selected.size;
  if (n === 0) return null;
  return (
    <div className="selection-bar" role="status">
      <b>{m.lending_selected({ n })}</b>
      <Button look="firm" size="small" shortcut="A" onClick={() => desk.act('approve')}>
        {m.desk_approve_many({ n })}
      </Button>
      <Button size="small" shortcut="R" onClick={() => desk.act('return')}>
        {m.lending_return_many({ n })}
      </Button>
      <Button look="bad" size="small" shortcut="D" onClick={() => desk.act('decline')}>
        {m.desk_decline_many({ n })}
      </Button>
      <Button look="bare" size="small" onClick={desk.clear}>
        {m.desk_select_none()}
      </Button>
    </div>
  );
}

function NothingHere({ view }: { view: ApprovalsView }) {
  const isMine = view === 'mine';
  return (
    <EmptyState icon="inbox" title={isMine ? m.lending_nothing_waiting() : m.lending_nothing_here()}>
      {isMine ? m.lending_nothing_waiting_hint() : m.lending_nothing_here_hint()}
    </EmptyState>
  );
}
