import { m } from '@guanyi/messages';
import { now } from '../../app/clock.ts';
import { shortDay } from '../../ui/format.ts';
import { dayOf } from '../../ui/zone.ts';
import type { EquityCase } from './equity-words.ts';

type Notice = NonNullable<EquityCase['notice']>;

interface NoticeCountProps {
  notice: Notice;
  zone: string;
  openObjections: number;
  children?: React.ReactNode;
}

/** The days of a notice as cells, how many are left, and the day from which the agreement may be signed. */
export function NoticeCount({ notice, zone, openObjections, children }: NoticeCountProps) {
  // Whole days after this one; before the first day all of them are to come.
  const isToday = dayOf(now(), zone) >= notice.firstDay;
  const left = notice.daysTotal - notice.daysPast - (isToday ? 1 : 0);
  return (
    <section className="count">
      <h2>{m.equity_notice()}</h2>
      <p className="big">{leftText(notice.isRunning, left)}</p>
      <div className="days" aria-hidden="true" style={{ gridTemplateColumns: `repeat(${notice.daysTotal}, 1fr)` }}>
        {Array.from({ length: notice.daysTotal }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cells are the days in their order.
          <i key={i} className={i < notice.daysPast ? 'd' : isToday && i === notice.daysPast ? 't' : undefined} />
        ))}
      </div>
      <p className="days-ends s m">
        <time dateTime={notice.firstDay}>{shortDay(notice.firstDay)}</time>
        <time dateTime={notice.lastDay}>{shortDay(notice.lastDay)}</time>
      </p>
      <p className="s">
        {m.equity_notice_from({
          published: shortDay(dayOf(Date.parse(notice.publishedAt), zone)),
          total: notice.daysTotal,
        })}{' '}
        <b>{m.equity_notice_sign({ day: shortDay(notice.agreementFrom) })}</b>{' '}
        {m.equity_notice_objections({ n: openObjections })}
      </p>
      {children}
    </section>
  );
}

function leftText(isRunning: boolean, left: number): string {
  if (!isRunning) return m.equity_notice_over();
  return left > 0 ? m.equity_notice_left({ n: left }) : m.equity_notice_last_day();
}
