/** What the page of upkeep shows. */
export const upkeepViews = ['reports', 'plans', 'calibrations'] as const;
export type UpkeepView = (typeof upkeepViews)[number];
