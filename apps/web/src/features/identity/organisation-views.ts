/** The views of the list of organisations. */
export const organisationViews = ['pending', 'verified', 'all'] as const;
export type OrganisationView = (typeof organisationViews)[number];
