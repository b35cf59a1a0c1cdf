import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { now } from '../../app/clock.ts';
import { dayTime, localText, shortDay, timeOf } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { bookingStatusName, purposeName } from '../../ui/vocabulary.ts';
import { dayOf, type Instant } from '../../ui/zone.ts';
import { ageText, type Booking, deadlineWords, lapsesAt, matterOf, staffNeeded } from './booking-facts.ts';
import { decisionOf } from './inbox-groups.ts';
import type { Verdict } from './pending-decisions.ts';

interface InboxRowProps {
  booking: Booking;
  isCurrent: boolean;
  isSelected: boolean;
  /** Decided here, and still to be taken back or on its way. */
  verdict: Verdict | undefined;
  /** Missing where nothing is left to decide. */
  onSelect: ((isSelected: boolean) => void) | undefined;
}

const soonMs = 24 * 3_600_000;

/** One request in two lines: deadline first, then the matter, facts as words, amount and start. */
export function InboxRow({ booking, isCurrent, isSelected, verdict, onSelect }: InboxRowProps) {
  const zone = booking.instrument.zone;
  const matter = matterOf(booking);
  const classes = ['item', isCurrent && 'on', (verdict || !onSelect) && 'done'].filter(Boolean).join(' ');
  return (
    <article className={classes} aria-current={isCurrent || undefined} data-booking={booking.id}>
      {onSelect ? (
        <input
          type="checkbox"
          aria-label={m.desk_select({ matter })}
          checked={isSelected}
          disabled={verdict !== undefined}
          onChange={(event) => onSelect(event.target.checked)}
        />
      ) : (
        <span />
      )}
      <RowTime booking={booking} at={now()} />
      <div>
        <p>
          <Link
            from="/desk/inbox"
            to="/desk/inbox"
            search={(search) => ({ ...search, booking: booking.id })}
            replace
            className="item-link"
            resetScroll={false}
          >
            <b>{matter}</b>
          </Link>
        </p>
        <p className="row-party">
          <ModeBadge mode="rent" />
          <span className="m">
            {localText(booking.organisation.name)} · {booking.user.displayName}
          </span>
        </p>
      </div>
      <div className="marks">
        {verdict ? (
          <VerdictMark verdict={verdict} />
        ) : onSelect ? (
          <Marks booking={booking} />
        ) : (
          <Outcome booking={booking} />
        )}
      </div>
      <p className="r">
        <b>
          <Money fen={booking.quotedTotalFen} sign />
        </b>
        <br />
        <span className="m xs">{dayTime(Date.parse(booking.from), zone)}</span>
      </p>
    </article>
  );
}

/** When the request lapses and how long it waits; for a decided one when that was. */
function RowTime({ booking, at }: { booking: Booking; at: Instant }) {
  const zone = booking.instrument.zone;
  const decided = booking.status === 'pendingApproval' ? undefined : decisionOf(booking);
  if (decided) {
    return (
      <p>
        {shortDay(dayOf(Date.parse(decided.at), zone))}
        <br />
        <span className="m xs">
          {timeOf(Date.parse(decided.at), zone)} {decided.actor?.displayName ?? m.desk_by_time()}
        </span>
      </p>
    );
  }
  const { text, tone } = deadlineWords(lapsesAt(booking), at, zone);
  return (
    <p>
      {tone ? <b className={tone}>{text}</b> : text}
      <br />
      <span className="m xs">{ageText(Date.parse(booking.createdAt), at)}</span>
    </p>
  );
}

function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <Tag tone={verdict === 'approve' ? 'ok' : 'bad'} icon={verdict === 'approve' ? 'check' : 'x'}>
      {verdict === 'approve' ? m.desk_mark_approving() : m.desk_mark_declining()}
    </Tag>
  );
}

function Marks({ booking }: { booking: Booking }) {
  const staff = staffNeeded(booking);
  const isSoon = Date.parse(booking.from) - now() < soonMs;
  return (
    <>
      <Tag tone="ok" icon="check">
        {m.desk_mark_slot()}
      </Tag>
      {staff && (
        <Tag tone="hm" icon="users">
          {staff}
        </Tag>
      )}
      {isSoon && (
        <Tag tone="hm" icon="warn">
          {m.desk_mark_soon()}
        </Tag>
      )}
      {!staff && !isSoon && <Tag>{purposeName(booking.purpose.kind)}</Tag>}
    </>
  );
}

function Outcome({ booking }: { booking: Booking }) {
  const tones: Partial<Record<Booking['status'], Tone>> = {
    confirmed: 'ok',
    inUse: 'ok',
    completed: 'ok',
    declined: 'bad',
    expired: 'hm',
    noShow: 'bad',
  };
  return <Tag tone={tones[booking.status]}>{bookingStatusName(booking.status)}</Tag>;
}
