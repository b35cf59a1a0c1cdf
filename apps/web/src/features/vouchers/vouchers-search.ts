export const voucherViews = ['programmes', 'vouchers'] as const;

export interface VouchersSearch {
  /** Programmes for who runs some, unless vouchers are asked for. */
  view?: (typeof voucherViews)[number] | undefined;
  /** The opened one. */
  programme?: string | undefined;
  voucher?: string | undefined;
}
