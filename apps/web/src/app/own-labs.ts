import { useQuery } from '@tanstack/react-query';
import { read } from './query.ts';
import { type Role, type Session, useSession } from './session.ts';

export interface LabChoice {
  id: string;
  name: { zh: string; en?: string | undefined };
}

const labRoles: readonly Role[] = ['labManager', 'keeper'];
const districtRoles: readonly Role[] = ['assetOfficer', 'finance'];

/** The labs in which the person holds one of the roles. */
export function labsWithRole(session: Session, roles: readonly Role[]): LabChoice[] {
  const found = new Map<string, LabChoice>();
  for (const { labId, labName, role } of session.memberships) {
    if (labId && labName && roles.includes(role)) found.set(labId, { id: labId, name: labName });
  }
  return [...found.values()];
}

/** The most labs that one choice offers; above it the reader searches. */
const choiceLimit = 100;

/**
 * The labs that a person of the back office chooses from: the own ones, those of the district, or for people who see all those that
 * `words` find.
 */
export function useOwnLabs(words = '') {
  const session = useSession();
  const own = labsWithRole(session, labRoles);
  const districtId = session.memberships.find(({ role }) => districtRoles.includes(role))?.organisationId;
  const isOwnOnly = own.length > 0;
  const query = useQuery({
    ...read('listLabs', {
      query: { limit: choiceLimit, ...(districtId && { districtId }), ...(words && { q: words }) },
    }),
    enabled: session.status === 'signedIn' && !isOwnOnly,
    staleTime: 300_000,
  });
  if (isOwnOnly) return { labs: own, isPending: false, error: null, hasMore: false };
  return {
    labs: (query.data?.items ?? []) as LabChoice[],
    isPending: query.isPending,
    error: query.error,
    hasMore: Boolean(query.data?.nextCursor) || words !== '',
  };
}
