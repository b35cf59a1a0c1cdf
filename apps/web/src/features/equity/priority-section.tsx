import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { localText, longDay, weekdayName } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { addDays, dayOf } from '../../ui/zone.ts';
import type { EquityCase } from './equity-words.ts';
import './priority.css';

type Kept = NonNullable<EquityCase['agreement']>['priorityHours'][number];

/** A Monday, so that a day of the week has a name. */
const someMonday = '2024-01-01';

export function dayOfWeekName(day: number): string {
  return weekdayName(addDays(someMonday, day - 1));
}

/** Hours that the agreement keeps for its holders on instruments that stay with the lab. */
export function PrioritySection({ deal }: { deal: EquityCase }) {
  const kept = deal.agreement?.priorityHours ?? [];
  if (kept.length === 0) return null;
  return (
    <section>
      <h2>{m.equity_priority()}</h2>
      <p className="m s">{m.equity_priority_hint()}</p>
      <ul className="priority-list">
        {kept.map((one) => (
          <li key={`${one.instrumentId} ${one.organisationId}`}>
            <b>{localText(one.organisation)}</b>{' '}
            <Link to="/instruments/$instrumentId" params={{ instrumentId: one.instrumentId }}>
              {localText(one.instrument)}
            </Link>{' '}
            {one.endedAt !== undefined && (
              <Tag>
                {m.equity_priority_ended()} {longDay(dayOf(Date.parse(one.endedAt), deal.instrument.zone))}
              </Tag>
            )}
            <br />
            <span className="s">{weeklyText(one.weekly)}</span>{' '}
            <span className="m s">{m.equity_priority_released({ n: one.releaseHours })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function weeklyText(weekly: Kept['weekly']): string {
  return weekly.map(({ day, from, until }) => `${dayOfWeekName(day)} ${from}–${until}`).join(' · ');
}
