import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/query.ts';
import { dayTime, defaultZone, localText } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';

/** Uses that nobody checked out or that have no price: what a person has to mend before they can be charged. */
export function UsageProblems() {
  const problems = useQuery({
    ...read('listUsage', { query: { status: 'problem', limit: 50 } }),
    refetchInterval: 60_000,
  });
  const items = problems.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="inbox" aria-label={m.attendance_problems()}>
      <h2>
        {m.attendance_problems()} {items.length}
      </h2>
      <ul>
        {items.map((usage) => (
          <li key={usage.id} className="today-item">
            <p className="today-time">
              <b>{dayTime(Date.parse(usage.from), defaultZone)}</b>
              <Tag tone="bad" icon="warn">
                {usage.problem === 'missing-end' ? m.attendance_problem_no_end() : m.attendance_problem_no_price()}
              </Tag>
            </p>
            <div>
              <p>
                <b>{usage.instrument.model}</b> <span className="m s">{localText(usage.instrument.name)}</span>
              </p>
              <p className="m s">
                {localText(usage.organisation.name)} {usage.bookingNumber}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
