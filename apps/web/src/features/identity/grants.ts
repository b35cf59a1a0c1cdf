import { labsWithRole } from '../../app/own-labs.ts';
import { type Role, type Session, useSession } from '../../app/session.ts';

/** Which roles a role hands out and takes back; the server decides, this only keeps the choice short. */
const grants: Partial<Record<Role, readonly Role[]>> = {
  orgAdmin: ['booker', 'orgAdmin', 'orgFinance'],
  labManager: ['keeper'],
  assetOfficer: ['keeper', 'labManager', 'finance', 'assetOfficer'],
  platformAdmin: [
    'booker',
    'orgAdmin',
    'orgFinance',
    'keeper',
    'labManager',
    'finance',
    'assetOfficer',
    'hqReviewer',
    'stViewer',
    'auditor',
    'platformAdmin',
  ],
};

const labRoles: readonly Role[] = ['keeper', 'labManager'];

/** Whether the role works for one lab, which its membership then names. */
export function needsLab(role: Role): boolean {
  return labRoles.includes(role);
}

/** Roles that the signed-in person may hand out in an organisation. */
export function grantableRoles(session: Session, organisationId: string | undefined): readonly Role[] {
  const found = new Set<Role>();
  for (const membership of session.memberships) {
    if (membership.role !== 'platformAdmin' && membership.organisationId !== organisationId) continue;
    for (const role of grants[membership.role] ?? []) found.add(role);
  }
  return [...found];
}

/** What the person may do with a member: a lab manager looks after people of the own labs only. */
export function useMemberRights(organisationId: string | undefined) {
  const session = useSession();
  const roles = grantableRoles(session, organisationId);
  const isWide = session.memberships.some(
    ({ role }) => role === 'platformAdmin' || role === 'assetOfficer' || role === 'orgAdmin',
  );
  const labs = new Set(labsWithRole(session, ['labManager']).map(({ id }) => id));
  return {
    roles,
    canChange: (member: { role: Role; labId?: string | undefined }) =>
      roles.includes(member.role) && (isWide || (member.labId !== undefined && labs.has(member.labId))),
  };
}
