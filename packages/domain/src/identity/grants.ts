import type { Reach } from './reach.ts';
import { type OrganisationKind, type Role, rolePolicies } from './roles.ts';

/** A role somewhere: what is handed out or taken back. */
export interface Post {
  role: Role;
  organisationId: string;
  organisationKind: OrganisationKind;
  labId: string | null;
}

/**
 * Whether the caller may hand out or take back the post. The reach is that of the caller's managing roles: org admins reach
 * their organisation, lab managers their lab, asset officers their district, the platform everything.
 */
export function mayGrant(reach: Reach, post: Post): boolean {
  const policy = rolePolicies[post.role];
  if (!policy.kinds.includes(post.organisationKind)) return false;
  if (reach.all) return true;
  return policy.grantedBy.some((granter) => {
    switch (rolePolicies[granter].reach) {
      case 'organisation':
        return reach.organisationIds.includes(post.organisationId);
      case 'lab':
        return post.labId !== null && reach.labIds.includes(post.labId);
      case 'district':
        return reach.districtIds.includes(post.organisationId);
      default:
        return false;
    }
  });
}
