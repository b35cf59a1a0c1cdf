export const paymentViews = ['free', 'all'] as const;
export type PaymentsView = (typeof paymentViews)[number];

export interface PaymentsSearch {
  /** Missing: money that waits for a statement. */
  view?: 'all';
  words?: string;
  payment?: string;
}
