import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { keyOf } from '../../app/query.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { durationText, localText, placeText, rangeText } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { CountdownTag, Tag, type Tone } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { showToast } from '../../ui/toast.tsx';
import './booking.css';
import './conflicts.css';

type Entry = Reply<'listWaitlistEntries'>['items'][number];

const states: Record<Entry['status'], { name: () => string; tone: Tone | undefined }> = {
  waiting: { name: m.waiting_state_waiting, tone: undefined },
  offered: { name: m.waiting_state_offered, tone: 'hm' },
  accepted: { name: m.waiting_state_accepted, tone: 'ok' },
  lapsed: { name: m.waiting_state_lapsed, tone: undefined },
  left: { name: m.waiting_state_left, tone: undefined },
};

/** What one waits for: offers that are held now first, then places in line, then what is over. */
export function WaitlistPage() {
  usePageTitle(m.waiting_list());
  const query = { mine: true, limit: 50 };
  const pages = usePages('listWaitlistEntries', { query }, { refetchInterval: 20_000 });
  const order: Entry['status'][] = ['offered', 'waiting', 'accepted', 'lapsed', 'left'];
  const items = [...pages.items].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      <nav className="crumb" aria-label={m.storefront_breadcrumb()}>
        <Link to="/bookings">{m.ui_my_bookings()}</Link>
        <span aria-hidden="true">/</span>
        <span>{m.waiting_list()}</span>
      </nav>
      <h1>{m.waiting_list()}</h1>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={items.length === 0}
        empty={
          <EmptyState
            icon="calendar"
            title={m.waiting_list_none()}
            action={
              <Link to="/" className={buttonClass('firm')}>
                {m.ui_to_search()}
              </Link>
            }
          >
            {m.waiting_list_none_hint()}
          </EmptyState>
        }
      />
      {items.length > 0 && (
        <ol className="wait-list">
          {items.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </main>
  );
}

function useEntryActs(waitlistEntryId: string) {
  const queryClient = useQueryClient();
  const params = { waitlistEntryId };
  const onSettled = () => {
    for (const id of ['listWaitlistEntries', 'listBookings', 'getAvailability'] as const)
      void queryClient.invalidateQueries({ queryKey: keyOf(id) });
  };
  const common = { onError: toastFailure, onSettled };
  const accept = useMutation({
    ...common,
    mutationFn: () => call('acceptWaitlistOffer', { params, body: {} }),
    onSuccess: () => showToast({ text: m.waiting_accepted() }),
  });
  const leave = useMutation({
    ...common,
    mutationFn: () => call('leaveWaitlist', { params }),
    onSuccess: () => showToast({ text: m.waiting_left() }),
  });
  return { accept, leave, renew: onSettled };
}

function EntryRow({ entry }: { entry: Entry }) {
  const { instrument, lab, offer, status } = entry;
  const { accept, leave, renew } = useEntryActs(entry.id);
  const range = rangeText(Date.parse(entry.from), Date.parse(entry.until), instrument.zone);
  const isLive = status === 'waiting' || status === 'offered';
  return (
    <li className="wait-row">
      <div>
        <h2>
          <Link to="/instruments/$instrumentId" params={{ instrumentId: entry.instrumentId }}>
            {localText(instrument.name)} <span lang="en">{instrument.model}</span>
          </Link>
        </h2>
        <p className="s">
          {m.waiting_wish({ minutes: durationText(entry.minutes), range })}{' '}
          <span className="m">· {placeText(lab.name, lab.city)}</span>
        </p>
        {offer && status !== 'left' && (
          <p className="s">
            <b>
              {m.waiting_offer()}{' '}
              <TimeRange from={Date.parse(offer.from)} until={Date.parse(offer.until)} zone={instrument.zone} />
            </b>
          </p>
        )}
        <p className="conflict-tags">
          <Tag tone={states[status].tone}>{states[status].name()}</Tag>
          {entry.position !== undefined && <Tag>{m.waiting_position({ n: entry.position })}</Tag>}
          {entry.autoAccept && isLive && <Tag>{m.waiting_auto()}</Tag>}
          {offer && status === 'offered' && (
            <CountdownTag until={Date.parse(offer.holdUntil)} now={now} label={m.waiting_until()} onEnd={renew} />
          )}
        </p>
      </div>
      <div className="wait-actions">
        {status === 'offered' && (
          <Button look="main" busy={accept.isPending} onClick={() => accept.mutate()}>
            {m.waiting_accept()}
          </Button>
        )}
        {isLive && (
          <Button busy={leave.isPending} onClick={() => leave.mutate()}>
            {m.waiting_leave()}
          </Button>
        )}
        {entry.bookingId && (
          <Link to="/bookings/$bookingId" params={{ bookingId: entry.bookingId }} className={buttonClass('firm')}>
            {m.waiting_see_booking()}
          </Link>
        )}
      </div>
    </li>
  );
}
