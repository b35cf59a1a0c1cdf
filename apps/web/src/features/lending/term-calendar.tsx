import { m } from '@guanyi/messages';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { IconButton } from '../../ui/button.tsx';
import { dayWithWeekday, monthName, weekdayInitial } from '../../ui/format.ts';
import { type ClaimKind, claimKindName } from '../../ui/vocabulary.ts';
import { addDays, type Day, dayOf, firstOfMonth, instantOf, stepMonth, weekdayOf } from '../../ui/zone.ts';

type Availability = Reply<'getAvailability'>;

/** The look of a claim on the calendar, by kind. */
const looks: Record<ClaimKind, string> = {
  ...{ hold: 'hold', pending: 'rent pend', booking: 'rent', termLease: 'rent', loan: 'loan', equity: 'equity' },
  ...{ maintenance: 'outage', calibration: 'outage', breakdown: 'outage', statutory: 'duty', openDay: 'duty' },
};

export interface Term {
  firstDay: Day;
  lastDay: Day;
}

interface TermCalendarProps {
  instrumentId: string;
  zone: string;
  /** Either may be empty. */
  term: Term;
  onChange: (term: Term) => void;
}

/** Two months of whole days: which are free, and what takes the others. The first press begins a term, the second ends it. */
export function TermCalendar({ instrumentId, zone, term, onChange }: TermCalendarProps) {
  const today = dayOf(now(), zone);
  const [month, setMonth] = useState(firstOfMonth(term.firstDay || today));
  const taken = useTakenDays(instrumentId, zone, month);
  const choose = (day: Day) => {
    const begins = term.firstDay === '' || term.lastDay !== '' || day < term.firstDay;
    onChange(begins ? { firstDay: day, lastDay: '' } : { ...term, lastDay: day });
  };
  if (taken.isError) return <QueryFailure error={taken.error} onRetry={() => taken.refetch()} />;
  return (
    <div className="term-calendar">
      <div className="bar calendar-head">
        <span className="s m">{m.term_hint()}</span>
        <span className="push" />
        <IconButton
          icon="left"
          label={m.ui_month_previous()}
          className="btn small square"
          disabled={month <= firstOfMonth(today)}
          onClick={() => setMonth(stepMonth(month, -1))}
        />
        <IconButton
          icon="right"
          label={m.ui_month_next()}
          className="btn small square"
          onClick={() => setMonth(stepMonth(month, 1))}
        />
      </div>
      <div className="term-months" aria-busy={taken.isFetching}>
        {[month, stepMonth(month, 1)].map((one) => (
          <TermMonth key={one} month={one} today={today} term={term} taken={taken.days} onChoose={choose} />
        ))}
      </div>
      <Legend kinds={new Set(taken.days.values())} />
    </div>
  );
}

/** What takes each day of the two months that are shown. */
function useTakenDays(instrumentId: string, zone: string, month: Day) {
  const query = {
    from: new Date(instantOf(month, 0, zone)).toISOString(),
    until: new Date(instantOf(stepMonth(month, 2), 0, zone)).toISOString(),
  };
  const availability = useQuery({
    ...read('getAvailability', { params: { instrumentId }, query }),
    placeholderData: keepPreviousData,
  });
  return { ...availability, days: takenDays(availability.data, zone) };
}

/** Each day on which something lies, with its kind; the longest claim names a day that several share. */
export function takenDays(availability: Pick<Availability, 'busy'> | undefined, zone: string): Map<Day, ClaimKind> {
  const days = new Map<Day, ClaimKind>();
  const span = (claim: Availability['busy'][number]) => Date.parse(claim.until) - Date.parse(claim.from);
  for (const claim of [...(availability?.busy ?? [])].sort((a, b) => span(a) - span(b))) {
    const last = dayOf(Date.parse(claim.until) - 1, zone);
    for (let day = dayOf(Date.parse(claim.from), zone); day <= last; day = addDays(day, 1)) days.set(day, claim.kind);
  }
  return days;
}

interface TermMonthProps {
  month: Day;
  today: Day;
  term: Term;
  taken: ReadonlyMap<Day, ClaimKind>;
  onChoose: (day: Day) => void;
}

function TermMonth({ month, today, term, taken, onChoose }: TermMonthProps) {
  const headingId = useId();
  const monday = addDays(month, 1 - weekdayOf(month));
  const weeks: Day[] = [];
  for (let day = monday; day < stepMonth(month, 1); day = addDays(day, 7)) weeks.push(day);
  return (
    <div>
      <h3 id={headingId}>{monthName(month)}</h3>
      <table className="month term" aria-labelledby={headingId}>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => (
              <th key={day} scope="col">
                {weekdayInitial(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((first) => (
            <tr key={first}>
              {Array.from({ length: 7 }, (_, i) => addDays(first, i)).map((day) =>
                day.slice(0, 7) === month.slice(0, 7) ? (
                  <TermDay
                    key={day}
                    day={day}
                    today={today}
                    kind={taken.get(day)}
                    isChosen={isWithin(day, term)}
                    onChoose={onChoose}
                  />
                ) : (
                  <td key={day} className="past" />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isWithin(day: Day, { firstDay, lastDay }: Term): boolean {
  return firstDay !== '' && day >= firstDay && day <= (lastDay || firstDay);
}

interface TermDayProps {
  day: Day;
  today: Day;
  kind: ClaimKind | undefined;
  isChosen: boolean;
  onChoose: (day: Day) => void;
}

/** A free day is a button; a taken one shows what takes it, by pattern and word. */
function TermDay({ day, today, kind, isChosen, onChoose }: TermDayProps) {
  const number = Number(day.slice(8));
  const names = [day === today && 'today', isChosen && 'on', isChosen && kind && 'clash'].filter(Boolean).join(' ');
  if (day < today) {
    return (
      <td className="past">
        <span>{number}</span>
      </td>
    );
  }
  if (kind) {
    return (
      <td className={names || undefined}>
        <span>
          {number}
          <small className={`claim ${looks[kind]}`}>
            <span>{claimKindName(kind)}</span>
          </small>
        </span>
      </td>
    );
  }
  return (
    <td className={names || undefined}>
      <button
        type="button"
        aria-pressed={isChosen}
        aria-label={`${dayWithWeekday(day)} ${m.term_free()}`}
        onClick={() => onChoose(day)}
      >
        <b aria-hidden="true">{number}</b>
        <small aria-hidden="true">{m.term_free()}</small>
      </button>
    </td>
  );
}

function Legend({ kinds }: { kinds: ReadonlySet<ClaimKind> }) {
  if (kinds.size === 0) return null;
  return (
    <ul className="legend">
      {[...kinds].map((kind) => (
        <li key={kind}>
          <span className={`sw ${looks[kind]}`} aria-hidden="true" />
          {claimKindName(kind)}
        </li>
      ))}
    </ul>
  );
}
