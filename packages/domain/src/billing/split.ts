import { splitShares } from '../kernel/money.ts';
import { type PriceLine, type Rating, totalLines } from './price-line.ts';
import type { TaxCategory } from './price-policy.ts';

/** What is left of a charge, in fen: before tax, and the tax of it. */
export interface ChargeLeft {
  subtotalFen: number;
  taxFen: number;
  taxCategory: TaxCategory;
}

/** Takes all that is left off a charge, tax to the fen, because its shares are charged in its place. */
export function rateTakenOff({ subtotalFen, taxFen, taxCategory }: ChargeLeft): Rating {
  return totalLines([lineOf(0 - subtotalFen, 0 - taxFen, taxCategory, { code: 'split', params: {} })]);
}

/**
 * Splits what is left of a charge by shares in basis points that sum to 10,000 (R32). Amount and tax are split by themselves: all but
 * the first are cut down and the first takes the rest, so that the shares together owe what the charge did.
 * Throws RangeError when the shares are not such a list.
 */
export function rateShares(left: ChargeLeft, basisPoints: readonly number[]): Rating[] {
  const amounts = splitShares(left.subtotalFen, basisPoints);
  const taxes = splitShares(left.taxFen, basisPoints);
  return basisPoints.map((share, i) =>
    totalLines([
      lineOf(amounts[i] ?? 0, taxes[i] ?? 0, left.taxCategory, { code: 'share', params: { basisPoints: share } }),
    ]),
  );
}

function lineOf(amountFen: number, taxFen: number, taxCategory: TaxCategory, rule: PriceLine['rule']): PriceLine {
  const once = { kind: 'adjustment', quantity: 1, unit: 'once' } as const;
  return { ...once, unitPriceFen: amountFen, amountFen, taxCategory, taxFen, parts: [], rule };
}
