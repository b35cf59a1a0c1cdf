import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/inbox.css';
import { yuanText } from '../../ui/format.ts';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { roomForPanel, useMedia } from '../../ui/use-media.ts';
import { useNow } from '../../ui/use-now.ts';
import { type Booking, deadlineWords, lapsesAt } from './booking-facts.ts';
import { DeclineDialog } from './decline-dialog.tsx';
import { groupByDue } from './inbox-groups.ts';
import { InboxPanel } from './inbox-panel.tsx';
import { InboxRow } from './inbox-row.tsx';
import { type InboxView, inboxViews } from './inbox-views.ts';
import { undoLast, useWaitingDecisions, type Verdict } from './pending-decisions.ts';
import { useInboxDecisions } from './use-inbox-decisions.ts';
import { useInboxLists } from './use-inbox-lists.ts';
import './desk-scheduling.css';

const viewTitles: Record<InboxView, () => string> = {
  waiting: m.desk_view_waiting,
  urgent: m.desk_view_urgent,
  staffed: m.desk_view_staffed,
  done: m.desk_view_done,
};

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['A'], m.desk_approve()],
  [['D'], m.desk_decline()],
  [['X'], m.desk_key_select()],
  [['Z'], m.desk_undo()],
  [['?'], m.desk_key_all()],
];

/** The lab manager's work list: requests over all instruments of the labs, nearest deadline first. */
export function InboxPage() {
  usePageTitle(m.desk_inbox());
  const search = useSearch({ from: '/desk/inbox' });
  const navigate = useNavigate({ from: '/desk/inbox' });
  const hasRoom = useMedia(roomForPanel);
  const at = useNow(now, 30_000);
  const [helpOpen, setHelpOpen] = useState(false);
  const view = search.view ?? 'waiting';
  const lists = useInboxLists(view, at);
  const verdicts = useWaitingDecisions();
  const currentId = search.booking ?? (hasRoom ? lists.shown[0]?.id : undefined);
  const open = (bookingId: string | undefined) =>
    navigate({ search: { ...search, booking: bookingId }, replace: true, resetScroll: false });
  const decisions = useInboxDecisions({ shown: lists.shown, currentId, verdicts, open });
  const step = (count: number) => {
    const next = neighbourOf(lists.shown, currentId, count);
    if (next) open(next.id).then(() => focusRow(next.id));
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    x: decisions.toggleCurrent,
    a: () => decisions.act('approve'),
    d: () => decisions.act('decline'),
    z: undoLast,
    '?': () => setHelpOpen(true),
  });
  return (
    <DeskColumns
      panel={
        currentId && (
          <InboxPanel
            key={currentId}
            bookingId={currentId}
            known={lists.shown.find(({ id }) => id === currentId)}
            verdict={verdicts.get(currentId)}
            form={decisions.form}
            onClose={hasRoom ? undefined : () => open(undefined)}
          />
        )
      }
    >
      <Work
        title={m.desk_inbox()}
        summary={<Summary waiting={lists.waiting} hasMore={lists.hasMore} at={at} />}
        views={<InboxViews view={view} counts={lists.isLoaded ? lists.counts : undefined} />}
        keys={<KeyHints hints={hints()} />}
      >
        <SelectionBar decisions={decisions} />
        <ListState
          {...lists}
          onRetry={lists.refetch}
          isEmpty={lists.shown.length === 0}
          empty={<NothingHere view={view} />}
        />
        <InboxList
          view={view}
          bookings={lists.shown}
          at={at}
          currentId={currentId}
          verdicts={verdicts}
          decisions={decisions}
        />
        <LoadMore more={lists.hasMore} busy={lists.isLoadingMore} onLoad={lists.loadMore} />
      </Work>
      <Declining decisions={decisions} />
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}

/** The request `count` places further, at the end of the list the last one. */
function neighbourOf(shown: readonly Booking[], currentId: string | undefined, count: number): Booking | undefined {
  const index = shown.findIndex(({ id }) => id === currentId);
  return shown[Math.min(Math.max(0, index + count), shown.length - 1)];
}

interface InboxViewsProps {
  view: InboxView;
  /** Missing until the list is loaded. */
  counts: Readonly<Record<InboxView, number>> | undefined;
}

function InboxViews({ view, counts }: InboxViewsProps) {
  return (
    <Views label={m.desk_views()}>
      {inboxViews.map((name) => (
        <ViewLink
          key={name}
          to="/desk/inbox"
          search={name === 'waiting' ? {} : { view: name }}
          isCurrent={name === view}
        >
          {viewTitles[name]()} {name !== 'done' && counts?.[name]}
        </ViewLink>
      ))}
    </Views>
  );
}

/** Puts the focus on the row's link once the list has drawn the new choice. */
function focusRow(bookingId: string): void {
  requestAnimationFrame(() => {
    const link = document.querySelector<HTMLElement>(`[data-booking="${bookingId}"] .item-link`);
    link?.focus({ preventScroll: true });
    link?.closest('.item')?.scrollIntoView({ block: 'nearest' });
  });
}

function Summary({ waiting, hasMore, at }: { waiting: readonly Booking[]; hasMore: boolean; at: number }) {
  const [first] = waiting;
  if (!first) return null;
  const n = hasMore ? `${waiting.length}+` : `${waiting.length}`;
  return m.desk_inbox_summary({ n, when: deadlineWords(lapsesAt(first), at, first.instrument.zone).text });
}

type Decisions = ReturnType<typeof useInboxDecisions>;

function Declining({ decisions: { declining, stopDeclining, declineSelected } }: { decisions: Decisions }) {
  return declining && <DeclineDialog count={declining.length} onClose={stopDeclining} onDecline={declineSelected} />;
}

function SelectionBar({ decisions }: { decisions: Decisions }) {
  const { selected, act, clear } = decisions;
  if (selected.length === 0) return null;
  const totalFen = selected.reduce((sum, booking) => sum + booking.quotedTotalFen, 0);
  return (
    <div className="selection-bar" role="status">
      <b>{m.desk_selected({ n: selected.length, total: yuanText(totalFen) })}</b>
      <Button look="firm" size="small" shortcut="A" onClick={() => act('approve')}>
        {m.desk_approve_many({ n: selected.length })}
      </Button>
      <Button look="bad" size="small" shortcut="D" onClick={() => act('decline')}>
        {m.desk_decline_many({ n: selected.length })}
      </Button>
      <Button look="bare" size="small" onClick={clear}>
        {m.desk_select_none()}
      </Button>
    </div>
  );
}

interface InboxListProps {
  view: InboxView;
  bookings: readonly Booking[];
  at: number;
  currentId: string | undefined;
  verdicts: ReadonlyMap<string, Verdict>;
  decisions: Decisions;
}

function InboxList({ view, bookings, at, currentId, verdicts, decisions }: InboxListProps) {
  if (bookings.length === 0) return null;
  const groups = view === 'done' ? [{ title: m.desk_decided(), bookings: [...bookings] }] : groupByDue(bookings, at);
  return (
    <div className="inbox">
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h2>
            {group.title} {group.bookings.length}
          </h2>
          {group.bookings.map((booking) => (
            <InboxRow
              key={booking.id}
              booking={booking}
              isCurrent={booking.id === currentId}
              isSelected={decisions.isSelected(booking.id)}
              verdict={verdicts.get(booking.id)}
              onSelect={view === 'done' ? undefined : (isSelected) => decisions.select(booking.id, isSelected)}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

function NothingHere({ view }: { view: InboxView }) {
  return (
    <EmptyState icon="inbox" title={view === 'done' ? m.desk_nothing_decided() : m.desk_nothing_waiting()}>
      {view === 'done' ? m.desk_nothing_decided_hint() : m.desk_nothing_waiting_hint()}
    </EmptyState>
  );
}
