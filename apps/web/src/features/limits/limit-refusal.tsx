import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { canOpen } from '../../app/desk-nav.ts';
import { ApiProblem } from '../../app/problem.ts';
import { useSession } from '../../app/session.ts';
import { yuanText } from '../../ui/format.ts';

const amountOf = (value: unknown): string => yuanText(typeof value === 'number' ? value : 0);

/** What to do about a booking that a budget or a credit limit refused; nothing for any other refusal. */
export function LimitRefusal({ error }: { error: unknown }) {
  const session = useSession();
  if (!(error instanceof ApiProblem)) return null;
  const { code, problem } = error;
  const wanted = amountOf(problem.wantedFen);
  if (code === 'budget-exceeded') {
    const left = amountOf(Math.max(0, Number(problem.availableFen)));
    return (
      <p>
        {m.limits_refused_budget({ project: String(problem.projectCode), left, wanted })}{' '}
        {canOpen(session, '/desk/budgets') && <Link to="/desk/budgets">{m.limits_to_budgets()}</Link>}
      </p>
    );
  }
  if (code !== 'credit-limit-exceeded') return null;
  const words =
    problem.reason === 'overdue'
      ? m.limits_refused_overdue({ overdue: amountOf(problem.overdueFen) })
      : m.limits_refused_credit({ used: amountOf(problem.exposureFen), limit: amountOf(problem.limitFen), wanted });
  return (
    <p>
      {words} {canOpen(session, '/desk/credit') && <Link to="/desk/credit">{m.limits_to_credit()}</Link>}
    </p>
  );
}
