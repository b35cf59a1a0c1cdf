import { useQuery } from '@tanstack/react-query';
import { labsWithRole } from '../../app/own-labs.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';

/** The reads that count and list what waits for the lab managers' decision. */
export const waitingQuery = { status: ['pendingApproval'], sort: 'waiting', limit: 100 } as const;

/** How many requests wait for this person's decision, beside the entry of the navigation. */
export function WaitingCount() {
  const managed = new Set(labsWithRole(useSession(), ['labManager']).map(({ id }) => id));
  const { data } = useQuery({ ...read('listBookings', { query: waitingQuery }), refetchInterval: 60_000 });
  const n = data?.items.filter(({ labId, status }) => status === 'pendingApproval' && managed.has(labId)).length ?? 0;
  if (n === 0) return null;
  return <span>{data?.nextCursor ? `${n}+` : n}</span>;
}
