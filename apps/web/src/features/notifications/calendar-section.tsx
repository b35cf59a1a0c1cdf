import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { localText, shortDay } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { dayOf } from '../../ui/zone.ts';
import { CalendarButton } from './calendar-dialog.tsx';

type Feed = Reply<'listCalendarFeeds'>['items'][number];

/** The calendars that the person follows from other programs, and the way to close each. */
export function CalendarSection() {
  const { data } = useQuery(read('listCalendarFeeds', { query: { limit: 100 } }));
  const open = (data?.items ?? []).filter((feed) => feed.status === 'active');
  return (
    <section className="card">
      <h2>{m.calendar_section()}</h2>
      <p className="m s">{m.calendar_section_hint()}</p>
      {open.length > 0 && (
        <ul className="notice-list">
          {open.map((feed) => (
            <FeedRow key={feed.id} feed={feed} />
          ))}
        </ul>
      )}
      <div className="bar">
        <CalendarButton subject={{ scope: 'user' }} />
      </div>
    </section>
  );
}

function FeedRow({ feed }: { feed: Feed }) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => call('revokeCalendarFeed', { params: { calendarFeedId: feed.id } }),
    onSuccess: () => showToast({ tone: 'ok', text: m.calendar_revoked() }),
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listCalendarFeeds') }),
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <li className="notice feed">
      <span>
        <FeedName feed={feed} />
        <span className="m s"> {m.calendar_since({ day: shortDay(dayOf(Date.parse(feed.createdAt), zone)) })}</span>
      </span>
      <Button size="small" busy={revoke.isPending} onClick={() => revoke.mutate()}>
        {m.calendar_revoke()}
      </Button>
    </li>
  );
}

/** What the calendar follows, by its name as soon as that is there. */
function FeedName({ feed }: { feed: Feed }) {
  const instrument = useQuery({
    ...read('getInstrument', { params: { instrumentId: feed.instrumentId ?? '' } }),
    enabled: feed.scope === 'instrument',
  });
  const lab = useQuery({ ...read('getLab', { params: { labId: feed.labId ?? '' } }), enabled: feed.scope === 'lab' });
  if (feed.scope === 'user') return m.calendar_scope_user();
  const name = feed.scope === 'instrument' ? instrument.data?.name : lab.data?.name;
  return name ? localText(name) : m.ui_loading();
}
