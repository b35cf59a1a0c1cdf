import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, defaultZone, localText } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import type { Usage } from '../billing/finance-rows.ts';
import { useUsageAct } from '../billing/usage-actions.ts';
import { CompleteDialog } from '../billing/usage-dialogs.tsx';

/** Uses that nobody checked out or that have no price: what a person has to mend before they can be charged. */
export function UsageProblems() {
  const problems = useQuery({
    ...read('listUsage', { query: { status: 'problem', limit: 50 } }),
    refetchInterval: 60_000,
  });
  const [completing, setCompleting] = useState<Usage>();
  const items = problems.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="inbox" aria-label={m.attendance_problems()}>
      <h2>
        {m.attendance_problems()} {items.length}
      </h2>
      <ul>
        {items.map((usage) => (
          <ProblemRow key={usage.id} usage={usage} onComplete={() => setCompleting(usage)} />
        ))}
      </ul>
      {completing && <CompleteDialog usage={completing} onClose={() => setCompleting(undefined)} />}
    </section>
  );
}

interface ProblemRowProps {
  usage: Usage;
  onComplete: () => void;
}

/** What is missing, and the way to supply it. */
function ProblemRow({ usage, onComplete }: ProblemRowProps) {
  const act = useUsageAct(usage);
  const name = `${usage.instrument.model} ${localText(usage.organisation.name)}`;
  return (
    <li className="today-item">
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
      {usage.problem === 'missing-end' ? (
        <Button look="firm" aria-label={`${m.attendance_problem_supply()} ${name}`} onClick={onComplete}>
          {m.attendance_problem_supply()}
        </Button>
      ) : (
        <Button
          busy={act.isPending}
          aria-label={`${m.attendance_problem_reprice()} ${name}`}
          onClick={() => act.mutate({ verb: 'price' })}
        >
          {m.attendance_problem_reprice()}
        </Button>
      )}
    </li>
  );
}
