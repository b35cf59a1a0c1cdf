import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { buttonClass } from '../../ui/button.tsx';
import { localText, placeText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { ConflictAnswer } from './conflict-answer.tsx';
import { type Conflict, causeName, conflictState } from './conflict-words.ts';
import { useConflictAct } from './use-conflict-act.ts';
import './booking.css';

/** One's own booking that cannot stay: why, which places are held, and what happens without an answer. */
export function ConflictPage() {
  const { conflictId } = useParams({ from: '/shop/conflicts/$conflictId' });
  const conflict = useQuery({ ...read('getConflict', { params: { conflictId } }), refetchInterval: 30_000 });
  const data = conflict.data;
  usePageTitle(
    data ? m.waiting_conflict_title({ instrument: localText(data.instrument.name) }) : m.waiting_conflicts(),
  );
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      {conflict.isError && <QueryFailure error={conflict.error} onRetry={() => conflict.refetch()} />}
      {conflict.isPending && <Skeleton rows={6} height={36} />}
      {data && <Detail conflict={data} onExpired={() => void conflict.refetch()} />}
    </main>
  );
}

function Detail({ conflict, onExpired }: { conflict: Conflict; onExpired: () => void }) {
  const act = useConflictAct(conflict.id);
  const state = conflictState(conflict);
  const bookingId = conflict.newBookingId ?? conflict.bookingId;
  return (
    <>
      <nav className="crumb" aria-label={m.storefront_breadcrumb()}>
        <Link to="/bookings">{m.ui_my_bookings()}</Link>
        <span aria-hidden="true">/</span>
        <span>{conflict.number ?? m.waiting_conflicts()}</span>
      </nav>
      <div className="bar">
        <h1>{m.waiting_conflict_title({ instrument: localText(conflict.instrument.name) })}</h1>
        <Tag tone={state.tone} icon={state.tone === 'ok' ? 'check' : 'warn'}>
          {state.name}
        </Tag>
      </div>
      <Note tone="hm">{m.waiting_cause({ cause: causeName(conflict.cause) })}</Note>
      <ConflictFacts conflict={conflict} />
      {conflict.status === 'resolved' ? (
        bookingId && (
          <Link to="/bookings/$bookingId" params={{ bookingId }} className={buttonClass('firm')}>
            {m.waiting_see_booking()}
          </Link>
        )
      ) : (
        <section className="sect">
          <h2>{m.waiting_options()}</h2>
          <ConflictAnswer conflict={conflict} busy={act.isPending} onAnswer={act.mutate} onExpired={onExpired} />
        </section>
      )}
    </>
  );
}

/** What was booked and where. */
export function ConflictFacts({ conflict }: { conflict: Conflict }) {
  const { instrument, lab } = conflict;
  const from = Date.parse(conflict.from);
  return (
    <KeyValues
      items={[
        [
          m.waiting_booked(),
          <TimeRange key="t" from={from} until={Date.parse(conflict.until ?? conflict.from)} zone={instrument.zone} />,
        ],
        [m.waiting_instrument(), `${localText(instrument.name)} ${instrument.model}`],
        [m.storefront_lab(), placeText(lab.name, lab.city)],
        Boolean(conflict.note) && [m.waiting_note(), conflict.note],
      ]}
    />
  );
}
