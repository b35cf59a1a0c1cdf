import { cutDown, shareOf } from '../kernel/money.ts';

/** What one organisation holds of a venture: whole units. */
export interface Holding {
  organisationId: string;
  units: number;
}

/** The stake that a contribution is worth. */
export interface Stake {
  units: number;
  /** What the value exceeds the units by, paid in cash. */
  cashFen: number;
}

/**
 * The stake for an appraised contribution (X9): floor(value × units ÷ capital) units; what is left, less than the price of
 * one unit, is paid in cash. `capitalFen` is the capital after the contribution and `unitsIssued` all units then issued,
 * both positive; the value is not above the capital.
 */
export function stakeFor(valueFen: number, capitalFen: number, unitsIssued: number): Stake {
  const units = cutDown(valueFen, unitsIssued, capitalFen);
  return { units, cashFen: valueFen - shareOf(capitalFen, units, unitsIssued) };
}

export type HoldingsFault =
  | { code: 'sum-mismatch'; expectedUnits: number; units: number }
  | { code: 'stake-mismatch'; expectedUnits: number; units: number }
  | { code: 'duplicate-holder'; organisationId: string }
  | { code: 'capital-below-value' };

/**
 * Why the holdings of an agreement cannot stand, or null: every holder once, their units summing to the units issued, and
 * the contributing unit's exactly what its appraised value is worth.
 */
export function checkHoldings(input: {
  holdings: readonly Holding[];
  contributorId: string;
  valueFen: number;
  capitalFen: number;
  unitsIssued: number;
}): HoldingsFault | null {
  const seen = new Set<string>();
  for (const { organisationId } of input.holdings) {
    if (seen.has(organisationId)) return { code: 'duplicate-holder', organisationId };
    seen.add(organisationId);
  }
  if (input.valueFen > input.capitalFen) return { code: 'capital-below-value' };
  const expected = stakeFor(input.valueFen, input.capitalFen, input.unitsIssued).units;
  const own = input.holdings.find((holding) => holding.organisationId === input.contributorId)?.units ?? 0;
  if (own !== expected) return { code: 'stake-mismatch', expectedUnits: expected, units: own };
  const sum = input.holdings.reduce((total, holding) => total + holding.units, 0);
  return sum === input.unitsIssued ? null : { code: 'sum-mismatch', expectedUnits: input.unitsIssued, units: sum };
}

/** One holder's part of a distribution. */
export interface DistributionPart extends Holding {
  amountFen: number;
}

/**
 * Divides a distribution by units (X10): every part is cut down and the largest holder takes the rest, so the parts always
 * sum to the amount. Of equally large holders it is the first by id. Throws RangeError when nobody holds anything.
 */
export function distribute(amountFen: number, holdings: readonly Holding[]): DistributionPart[] {
  const holders = holdings
    .filter((holding) => holding.units > 0)
    .sort((a, b) => b.units - a.units || (a.organisationId < b.organisationId ? -1 : 1));
  const units = holders.reduce((total, holding) => total + holding.units, 0);
  if (units === 0) throw new RangeError('a distribution needs somebody who holds units');
  const parts = holders.map((holder) => ({ ...holder, amountFen: cutDown(amountFen, holder.units, units) }));
  const given = parts.reduce((total, part) => total + part.amountFen, 0);
  return parts.map((part, i) => (i === 0 ? { ...part, amountFen: part.amountFen + amountFen - given } : part));
}
