import { shareOf } from '../kernel/money.ts';

/** What may still be taken back of a stated charge, in fen before tax and of its tax. */
export interface Creditable {
  subtotalFen: number;
  taxFen: number;
  creditedFen: number;
  creditedTaxFen: number;
  /** What later adjustments and waivers have taken off the charge, before tax and of its tax; never above zero. */
  adjustedFen: number;
  adjustedTaxFen: number;
}

export type CreditRefusal = 'credit-out-of-range';

/**
 * The tax that goes back with `amountFen` (before tax) of a charge: its share of the charge's tax, rounded half up; with the last fen
 * goes whatever tax is left. Refused with `credit-out-of-range` when the amount is not above zero or exceeds what is left.
 */
export function creditOf(
  charge: Creditable,
  amountFen: number,
): { ok: true; amountFen: number; taxFen: number } | { ok: false; code: CreditRefusal } {
  const leftFen = charge.subtotalFen + charge.adjustedFen - charge.creditedFen;
  const leftTaxFen = Math.max(0, charge.taxFen + charge.adjustedTaxFen - charge.creditedTaxFen);
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0 || amountFen > leftFen) {
    return { ok: false, code: 'credit-out-of-range' };
  }
  if (amountFen === leftFen) return { ok: true, amountFen, taxFen: leftTaxFen };
  const shareFen = shareOf(charge.taxFen, amountFen, charge.subtotalFen);
  return { ok: true, amountFen, taxFen: Math.min(shareFen, leftTaxFen) };
}
