/**
 * All rounding of money happens here. Amounts are whole fen as safe integers; intermediate values are fractions of
 * bigints, so nothing is lost before the one rounding.
 */

/** An exact intermediate amount in fen. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/**
 * The nearest whole number, halves away from zero, so that −5.025 rounds as 5.025 does.
 * Throws RangeError for a denominator that is not positive and for results beyond the safe integers.
 */
export function roundHalfUp(numerator: bigint, denominator: bigint): number {
  const isNegative = numerator < 0n;
  const magnitude = isNegative ? -numerator : numerator;
  if (denominator <= 0n) throw new RangeError('the denominator of an amount must be positive');
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return toSafe(isNegative ? -rounded : rounded);
}

/** `amountFen × permille ÷ 1000`, rounded half up on the magnitude. */
export function permilleOf(amountFen: number, permille: number): number {
  return roundHalfUp(BigInt(amountFen) * BigInt(permille), 1_000n);
}

/** `count × priceFen` for whole counts. Throws RangeError beyond the safe integers. */
export function timesFen(count: number, priceFen: number): number {
  return toSafe(BigInt(count) * BigInt(priceFen));
}

/** `amountFen × numerator ÷ denominator`, all whole numbers, rounded half up on the magnitude. */
export function shareOf(amountFen: number, numerator: number, denominator: number): number {
  return roundHalfUp(BigInt(amountFen) * BigInt(numerator), BigInt(denominator));
}

/** `amountFen × permille ÷ 1000`, cut toward zero: for means of payment, which never cover more than their share. */
export function permilleCutDown(amountFen: number, permille: number): number {
  return toSafe((BigInt(amountFen) * BigInt(permille)) / 1_000n);
}

/** `amount × numerator ÷ denominator`, all whole and not negative, cut down: for units of a stake and parts of a distribution. */
export function cutDown(amount: number, numerator: number, denominator: number): number {
  if (denominator <= 0) throw new RangeError('the denominator of a share must be positive');
  return toSafe((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}

/**
 * Splits an amount by basis points that sum to 10,000. Every part but the first is cut toward zero and the first takes
 * the rest, so the parts always sum to the amount. Throws RangeError when the shares are not such a list.
 */
export function splitShares(amountFen: number, basisPoints: readonly number[]): number[] {
  const sum = basisPoints.reduce((total, share) => total + share, 0);
  if (sum !== 10_000 || basisPoints.some((share) => !Number.isInteger(share) || share < 0)) {
    throw new RangeError('shares are whole basis points, not negative, and sum to 10,000');
  }
  const parts = basisPoints.map((share) => toSafe((BigInt(amountFen) * BigInt(share)) / 10_000n));
  const others = parts.slice(1).reduce((total, part) => total + part, 0);
  return [amountFen - others, ...parts.slice(1)];
}

/** `140429` as `1,404.29`, the same in every locale that the product speaks. */
export function formatFen(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`;
}

function toSafe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} fen is beyond the range of an amount`);
  return number;
}
