/** What the page of the books shows. */
export const ledgerViews = ['balance', 'journal', 'periods'] as const;
export type LedgerView = (typeof ledgerViews)[number];

export interface LedgerSearch {
  view?: LedgerView | undefined;
  /** The district, for those who see several. */
  district?: string | undefined;
  /** Only transfers of this account, or of this reference. */
  account?: string | undefined;
  reference?: string | undefined;
  month?: string | undefined;
}
