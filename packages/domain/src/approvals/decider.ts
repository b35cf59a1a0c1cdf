import { type Role, rolePolicies } from '../identity/roles.ts';
import type { DeciderRole } from './policy.ts';

/** A role somewhere that a person may act in: their own, or that of somebody whom they stand in for. */
export interface DeciderPost {
  role: Role;
  organisationId: string;
  labId: string | null;
  /** The person who has delegated; null for the holder. */
  onBehalfOf: string | null;
}

/** Whose decision is asked. */
export interface AskedUnit {
  roles: readonly DeciderRole[];
  organisationId: string;
  labId: string;
  districtId: string;
}

/** The post in which the person may decide, an own one first, or undefined: role and unit must be those that the step names. */
export function decidingPost(posts: readonly DeciderPost[], asked: AskedUnit): DeciderPost | undefined {
  const fitting = posts.filter((post) => asked.roles.some((role) => role === post.role) && isOfUnit(post, asked));
  return fitting.find((post) => post.onBehalfOf === null) ?? fitting[0];
}

function isOfUnit(post: DeciderPost, asked: AskedUnit): boolean {
  switch (rolePolicies[post.role].reach) {
    case 'organisation':
      return post.organisationId === asked.organisationId;
    case 'lab':
      return post.labId === asked.labId;
    case 'district':
      return post.organisationId === asked.districtId;
    case 'all':
      return true;
    default:
      return false;
  }
}
