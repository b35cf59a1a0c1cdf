import type { ReactNode } from 'react';
import { Skeleton } from '../ui/states.tsx';
import { QueryFailure } from './failure-pages.tsx';

interface ListStateProps {
  isPending: boolean;
  /** Null when nothing went wrong, or when an older answer is still good to show. */
  error: unknown;
  onRetry?: (() => void) | undefined;
  isEmpty: boolean;
  /** What stands here when the list is empty: an `EmptyState`. */
  empty: ReactNode;
}

/** What a list shows in place of its rows: that they are on the way, why they are missing, or that there are none. */
export function ListState({ isPending, error, onRetry, isEmpty, empty }: ListStateProps) {
  if (isPending) {
    return (
      <div className="work-pad">
        <Skeleton rows={6} height={44} />
      </div>
    );
  }
  if (error) return <QueryFailure error={error} {...(onRetry && { onRetry })} />;
  return isEmpty ? empty : null;
}
