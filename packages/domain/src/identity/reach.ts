import { type Role, rolePolicies } from './roles.ts';

/** One active membership, as far as access needs it. */
export interface Membership {
  id: string;
  organisationId: string;
  /** Only on roles that work for one lab. */
  labId?: string | undefined;
  /** Division code of the organisation. */
  region: string;
  role: Role;
}

/** A signed-in person with everything that decides what they may do and see. */
export interface Actor {
  userId: string;
  memberships: readonly Membership[];
}

/**
 * What one request may see. Every query takes it, and a row outside looks missing.
 * `userId` is always the caller, for things that belong to a person rather than to an organisation.
 */
export interface Reach {
  all: boolean;
  userId: string | undefined;
  /** Customer organisations: own bookings, quotes, charges. */
  organisationIds: readonly string[];
  labIds: readonly string[];
  /** Customs districts with all their labs. */
  districtIds: readonly string[];
  /** Division code prefixes. */
  regionPrefixes: readonly string[];
}

/** The reach of a visitor: public things only. */
export const publicReach: Reach = {
  all: false,
  userId: undefined,
  organisationIds: [],
  labIds: [],
  districtIds: [],
  regionPrefixes: [],
};

/**
 * The reach that a request has, taken only from those memberships whose role the operation admits: a booker who is also an
 * auditor elsewhere does not book with an auditor's sight.
 * @param admitted `undefined` admits every role, for operations open to anybody signed in.
 */
export function reachOf(
  userId: string | undefined,
  memberships: readonly Membership[],
  admitted?: readonly string[],
): Reach {
  const usable = admitted ? memberships.filter((membership) => admitted.includes(membership.role)) : memberships;
  const withReach = (reach: string) => usable.filter((membership) => rolePolicies[membership.role].reach === reach);
  return {
    all: withReach('all').length > 0,
    userId,
    organisationIds: unique(withReach('organisation').map((membership) => membership.organisationId)),
    labIds: unique(withReach('lab').flatMap((membership) => (membership.labId ? [membership.labId] : []))),
    districtIds: unique(withReach('district').map((membership) => membership.organisationId)),
    regionPrefixes: unique(withReach('region').map((membership) => regionPrefix(membership.region))),
  };
}

/** A province's code 370000 stands for everything that starts with 37, a city's 370200 for 3702. */
export function regionPrefix(code: string): string {
  return code.replace(/(00)+$/, '');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
