/** Views of the money list: everything, what differs from the booking, what is not charged yet, what is disputed. */
export const financeViews = ['all', 'notable', 'open', 'disputed'] as const;
export type FinanceView = (typeof financeViews)[number];

export const chargeKinds = [
  'usage',
  'cancellation',
  'noShow',
  'adjustment',
  'waiver',
  'lease',
  'damage',
  'deposit',
  'share',
] as const;

export interface FinanceSearch {
  month?: string | undefined;
  organisation?: string | undefined;
  instrument?: string | undefined;
  kind?: (typeof chargeKinds)[number] | undefined;
  view?: FinanceView | undefined;
  /** The opened row, by usage record or charge. */
  row?: string | undefined;
  /** A charge that a notice leads to. */
  charge?: string | undefined;
}
