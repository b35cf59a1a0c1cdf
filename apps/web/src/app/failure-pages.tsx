import { m } from '@guanyi/messages';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState, FailureState } from '../ui/states.tsx';
import { usePageTitle } from './page-title.ts';
import { ApiProblem, describeFailure } from './problem.ts';

/** An address that leads nowhere, or a thing that this person cannot see. */
export function NotFoundPage() {
  usePageTitle(m.ui_not_found());
  return (
    <main id="main" className="wide" tabIndex={-1}>
      <EmptyState
        level={1}
        icon="search"
        title={m.ui_not_found()}
        action={
          <Link to="/" className={buttonClass('firm')}>
            {m.ui_to_search()}
          </Link>
        }
      >
        {m.ui_not_found_detail()}
      </EmptyState>
    </main>
  );
}

/** A page that failed: a missing thing, a server that rests, or our own mistake. */
export function FailurePage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof ApiProblem && error.status === 404) return <NotFoundPage />;
  return (
    <main id="main" className="wide" tabIndex={-1}>
      <FailureState
        {...describeFailure(error)}
        onRetry={() => {
          reset();
          router.invalidate();
        }}
      />
    </main>
  );
}

/** The failed state of one part of a page, for `useQuery` results. A missing object shows the 404 words. */
export function QueryFailure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <EmptyState icon="search" title={m.ui_not_found()}>
        {m.ui_not_found_detail()}
      </EmptyState>
    );
  }
  return <FailureState {...describeFailure(error)} onRetry={onRetry} />;
}
