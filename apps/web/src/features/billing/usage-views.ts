/** Views of the list of uses: what waits for me, what cannot be billed, what is disputed, everything. */
export const usageViews = ['waiting', 'problem', 'disputed', 'all'] as const;
export type UsageView = (typeof usageViews)[number];

export interface UsageSearch {
  view?: UsageView | undefined;
  /** The opened record. */
  record?: string | undefined;
}
