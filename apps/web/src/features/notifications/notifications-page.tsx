import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, defaultZone, timeOf } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { dayOf } from '../../ui/zone.ts';
import '../identity/identity.css';

type Notification = Reply<'listNotifications'>['items'][number];

/** Own notifications, newest first; new ones appear by themselves. */
export function NotificationsPage() {
  const queryClient = useQueryClient();
  const { items, data, isPending, isError, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = usePages(
    'listNotifications',
    { query: { limit: 30 } },
  );
  usePageTitle(m.ui_notifications());
  const unread = items.filter(({ status }) => status === 'unread');
  const unreadCount = data?.pages[0]?.unreadCount ?? 0;
  const markRead = useMutation({
    mutationFn: (ids: string[]) =>
      Promise.all(ids.map((notificationId) => call('markRead', { params: { notificationId }, body: {} }))),
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listNotifications') }),
  });
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      <div className="bar page-head">
        <h1>{m.ui_notifications()}</h1>
        {unreadCount > 0 && <span className="m">{m.account_unread({ n: unreadCount })}</span>}
        <span className="push" />
        {unread.length > 0 && (
          <Button size="small" busy={markRead.isPending} onClick={() => markRead.mutate(unread.map(({ id }) => id))}>
            {m.account_mark_all_read()}
          </Button>
        )}
      </div>
      {isPending && <Skeleton rows={5} height={56} />}
      {isError && <QueryFailure error={error} onRetry={() => refetch()} />}
      {data && items.length === 0 && (
        <EmptyState icon="bell" title={m.account_no_notifications()}>
          {m.account_no_notifications_hint()}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ol className="notice-list">
          {items.map((notification) => (
            <li key={notification.id}>
              <Notice notification={notification} onRead={() => markRead.mutate([notification.id])} />
            </li>
          ))}
        </ol>
      )}
      <LoadMore more={hasNextPage} busy={isFetchingNextPage} onLoad={() => fetchNextPage()} />
    </main>
  );
}

function iconOf(kind: string): IconName {
  if (kind.startsWith('charge')) return 'yuan';
  if (kind.startsWith('organisation')) return 'building';
  if (kind.startsWith('member')) return 'users';
  return kind === 'bookingToDecide' ? 'inbox' : 'calendar';
}

interface Target {
  to: string;
  search?: Record<string, string>;
}

/** The page that a notification is about, the same one that its mail leads to. */
function targetOf({ kind, subject }: Notification): Target | undefined {
  if (!subject) return undefined;
  switch (kind) {
    case 'bookingToDecide':
    case 'bookingLapsed':
      return { to: '/desk/inbox', search: { booking: subject.id } };
    case 'bookingPlanned':
    case 'bookingReleased':
    case 'bookingReplanned':
    case 'bookingMissed':
      return { to: '/desk/board' };
    case 'suspensionToDecide':
      return { to: '/desk/qualifications' };
    case 'suspensionStarted':
    case 'suspensionLifted':
    case 'suspensionUpheld':
      return { to: '/bookings' };
    case 'bookingUnended':
      return { to: '/desk/today' };
    case 'chargeCreated':
    case 'chargeRaised':
    case 'chargeCorrected':
      return { to: '/desk/charges', search: { charge: subject.id } };
    case 'usageProblem':
      return { to: '/desk/usage', search: { view: 'problem', record: subject.id } };
    case 'usageDisputed':
      return { to: '/desk/charges', search: { view: 'disputed', row: subject.id } };
    case 'usageResolved':
      return { to: '/desk/usage', search: { view: 'all', record: subject.id } };
    case 'paymentOverdue':
    case 'statementIssued':
    case 'creditNoteCreated':
      return { to: '/desk/statements', search: { statement: subject.id } };
    case 'organisationToVerify':
      return { to: '/desk/organisations', search: { organisation: subject.id } };
    case 'conflictOffered':
    case 'conflictSettled':
      return { to: `/conflicts/${subject.id}` };
    case 'conflictEscalated':
      return { to: '/desk/conflicts', search: { conflict: subject.id } };
    case 'breakdownReported':
      return { to: '/desk/upkeep', search: { view: 'reports' } };
    case 'breakdownConfirmed':
    case 'breakdownDismissed':
      return { to: '/bookings' };
    case 'calibrationDue':
    case 'calibrationExpired':
      return { to: '/desk/upkeep', search: { view: 'calibrations' } };
    case 'waitlistOffered':
    case 'waitlistBooked':
    case 'waitlistLapsed':
      return { to: '/waitlist' };
    default:
      return subject.type === 'booking' ? { to: `/bookings/${subject.id}` } : undefined;
  }
}

function when(at: string): ReactNode {
  const instant = Date.parse(at);
  const sameDay = dayOf(instant, defaultZone) === dayOf(now(), defaultZone);
  return <time dateTime={at}>{sameDay ? timeOf(instant, defaultZone) : dayTime(instant, defaultZone)}</time>;
}

function Notice({ notification, onRead }: { notification: Notification; onRead: () => void }) {
  const unread = notification.status === 'unread';
  const target = targetOf(notification);
  return (
    <article className={unread ? 'notice unread' : 'notice'}>
      <Icon name={iconOf(notification.kind)} />
      <div>
        <h2>
          {target ? (
            <Link to={target.to} search={target.search ?? {}} onClick={() => unread && onRead()}>
              {notification.title}
            </Link>
          ) : (
            notification.title
          )}
          {unread && <span className="vh"> {m.account_is_unread()}</span>}
        </h2>
        <p className="s">{notification.text}</p>
        <p className="xs m">{when(notification.createdAt)}</p>
      </div>
      {unread && (
        <Button look="bare" size="small" onClick={onRead}>
          {m.account_mark_read()}
        </Button>
      )}
    </article>
  );
}
