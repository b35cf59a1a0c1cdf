import type { PriceGroup } from '../../ui/vocabulary.ts';

export const revenueModes = ['rent', 'loan', 'equity'] as const;
export const revenueGroups = ['internal', 'partner', 'academic', 'sme', 'enterprise'] as const;

export interface RevenueSearch {
  /** First and last month, `YYYY-MM`. */
  from?: string | undefined;
  until?: string | undefined;
  lab?: string | undefined;
  mode?: (typeof revenueModes)[number] | undefined;
  group?: PriceGroup | undefined;
}
