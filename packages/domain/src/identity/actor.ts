/** The role codes of the platform; `visitor` is anybody without a session. */
export type Role =
  | 'booker'
  | 'orgAdmin'
  | 'orgFinance'
  | 'keeper'
  | 'labManager'
  | 'assetOfficer'
  | 'finance'
  | 'hqReviewer'
  | 'stViewer'
  | 'auditor'
  | 'platformAdmin';

export type OrganisationKind = 'customsDistrict' | 'enterprise' | 'university' | 'institute' | 'government';

/** One role of one person in one organisation, or in one lab of it. */
export interface Membership {
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  /** Division code of the organisation; an S&T viewer sees what lies under it. */
  readonly region: string;
  readonly labId: string | null;
  readonly role: Role;
}

/** A signed-in person with everything that decides what they may do and see. */
export interface Actor {
  readonly userId: string;
  readonly memberships: readonly Membership[];
}
