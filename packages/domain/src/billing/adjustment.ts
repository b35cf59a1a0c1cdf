import { permilleCutDown } from '../kernel/money.ts';
import { type PriceLine, priceLine, type Rating, totalLines } from './price-line.ts';
import type { TaxCategory } from './price-policy.ts';

/**
 * An adjustment of a charge: its amount before tax, taxed by the charge's category. `leftFen` is what is left of the
 * charge before tax; an adjustment never takes away more.
 */
export function rateAdjustment(input: {
  amountFen: number;
  leftFen: number;
  taxCategory: TaxCategory;
}): { ok: true; rating: Rating } | { ok: false; code: 'adjustment-out-of-range' } {
  const { amountFen, leftFen, taxCategory } = input;
  if (amountFen === 0 || amountFen < -leftFen) return { ok: false, code: 'adjustment-out-of-range' };
  const line = priceLine({
    kind: 'adjustment',
    quantity: 1,
    unit: 'once',
    unitPriceFen: amountFen,
    amountFen,
    taxCategory,
    rule: { code: 'adjustment', params: {} },
  });
  return { ok: true, rating: totalLines([line]) };
}

/**
 * Takes off all that is left of a charge: each of its lines, and each line of its adjustments, turned round, so that amount
 * and tax become zero to the fen. Null when nothing is left.
 */
export function rateFullWaiver(lines: readonly Pick<PriceLine, 'amountFen' | 'taxCategory'>[]): Rating | null {
  const left = lines.reduce((sum, line) => sum + line.amountFen, 0);
  if (left === 0) return null;
  return totalLines(
    lines
      .filter((line) => line.amountFen !== 0)
      .map(({ amountFen, taxCategory }) =>
        priceLine({
          kind: 'waiver',
          quantity: 1,
          unit: 'once',
          unitPriceFen: 0 - amountFen,
          amountFen: 0 - amountFen,
          taxCategory,
          rule: { code: 'waiver', params: {} },
        }),
      ),
  );
}

/**
 * What a voucher pays of a statement: its share of the total with tax, cut down, never above what is left of the voucher
 * and of the customer's cap. A means of payment: lines and tax stay as they are.
 */
export function voucherCoverFen(input: { totalFen: number; sharePermille: number; leftFen: number }): number {
  return Math.max(0, Math.min(permilleCutDown(input.totalFen, input.sharePermille), input.leftFen));
}
