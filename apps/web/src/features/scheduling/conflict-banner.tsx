import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../app/query.ts';
import { Note } from '../../ui/tag.tsx';

/** Leads from a booking to its conflict, while there is one to settle. */
export function ConflictBanner({ bookingId }: { bookingId: string }) {
  const query = { bookingId, status: ['open', 'offered', 'escalated'] as const, limit: 1 };
  const conflicts = useQuery(read('listConflicts', { query }));
  const conflict = conflicts.data?.items[0];
  if (!conflict) return null;
  return (
    <Note tone="hm">
      {m.waiting_banner()}{' '}
      <Link to="/conflicts/$conflictId" params={{ conflictId: conflict.id }}>
        {m.waiting_banner_link()}
      </Link>
    </Note>
  );
}
