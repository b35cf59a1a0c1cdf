import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/query.ts';
import { hasRole, type Role, useSession } from '../../app/session.ts';

export interface Party {
  id: string;
  name: { zh: string; en?: string | undefined };
}

const customerRoles: readonly Role[] = ['booker', 'orgAdmin'];
const staffRoles: readonly Role[] = ['keeper', 'labManager'];

/** Whether the person may book at all. */
export function useMayBook(): boolean {
  return hasRole(useSession(), ...customerRoles, ...staffRoles);
}

/** The organisations for which the person can book: the own ones; for staff of a lab also every customer. */
export function useParties(): { parties: readonly Party[]; isStaff: boolean } {
  const session = useSession();
  const own = new Map<string, Party>();
  for (const { organisationId, organisationName, role } of session.memberships) {
    if (customerRoles.includes(role)) own.set(organisationId, { id: organisationId, name: organisationName });
  }
  const isStaff = own.size === 0 && hasRole(session, ...staffRoles);
  const { data } = useQuery({ ...read('listOrganisations', { query: { limit: 100 } }), enabled: isStaff });
  if (!isStaff) return { parties: [...own.values()], isStaff };
  return { parties: data?.items ?? [], isStaff };
}
