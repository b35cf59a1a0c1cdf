/** Every role a membership can carry. Which operations a role may use stands beside each endpoint; who may hand it out stands here. */
export const roles = [
  'booker',
  'orgAdmin',
  'orgFinance',
  'keeper',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
  'stViewer',
  'auditor',
  'platformAdmin',
] as const;

export type Role = (typeof roles)[number];

export const organisationKinds = ['customsDistrict', 'enterprise', 'university', 'institute', 'government'] as const;

export type OrganisationKind = (typeof organisationKinds)[number];

/** How far a role sees: its own organisation, one lab, the labs of a district, a region's divisions, or everything. */
export type RoleReach = 'organisation' | 'lab' | 'district' | 'region' | 'all';

interface RolePolicy {
  reach: RoleReach;
  /** Organisations in which the role can exist. */
  kinds: readonly OrganisationKind[];
  /** Roles whose holders, in the same organisation, may hand the role out and take it back; platformAdmin always may. */
  grantedBy: readonly Role[];
}

const customers = organisationKinds;
const district = ['customsDistrict'] as const;
const authority = ['government', 'institute', 'customsDistrict'] as const;

/** The one policy table of all roles. A lab manager hands out roles of the own lab only. */
export const rolePolicies: Record<Role, RolePolicy> = {
  booker: { reach: 'organisation', kinds: customers, grantedBy: ['orgAdmin'] },
  orgAdmin: { reach: 'organisation', kinds: customers, grantedBy: ['orgAdmin'] },
  orgFinance: { reach: 'organisation', kinds: customers, grantedBy: ['orgAdmin'] },
  keeper: { reach: 'lab', kinds: district, grantedBy: ['labManager', 'assetOfficer'] },
  labManager: { reach: 'lab', kinds: district, grantedBy: ['assetOfficer'] },
  assetOfficer: { reach: 'district', kinds: district, grantedBy: ['assetOfficer'] },
  finance: { reach: 'district', kinds: district, grantedBy: ['assetOfficer'] },
  hqReviewer: { reach: 'all', kinds: authority, grantedBy: [] },
  stViewer: { reach: 'region', kinds: authority, grantedBy: [] },
  auditor: { reach: 'all', kinds: authority, grantedBy: [] },
  platformAdmin: { reach: 'all', kinds: organisationKinds, grantedBy: [] },
};

/** True when the role works for one lab and its membership must therefore name it. */
export function needsLab(role: Role): boolean {
  return rolePolicies[role].reach === 'lab';
}
