import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { read } from './query.ts';
import { useSession } from './session.ts';
import './header.css';

/** The way to the notifications, with the number of unread ones. Fresh through the event stream, not by asking again. */
export function NotificationBell() {
  const session = useSession();
  const signedIn = session.status === 'signedIn';
  const { data } = useQuery({ ...read('listNotifications', { query: { limit: 1 } }), enabled: signedIn });
  if (!signedIn) return null;
  const unread = data?.unreadCount ?? 0;
  const label = unread > 0 ? m.ui_notifications_unread({ n: unread }) : m.ui_notifications();
  return (
    <Link to="/notifications" className="bell" aria-label={label} title={label}>
      <Icon name="bell" />
      {unread > 0 && <span className="bell-count">{unread > 99 ? '99+' : unread}</span>}
    </Link>
  );
}
