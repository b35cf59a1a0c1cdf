import { type Fraction, permilleOf, roundHalfUp } from '../kernel/money.ts';
import type { PriceGroup } from './price-policy.ts';

/** What an instrument costs its owner; whole fen and whole units throughout. */
export interface CostSheet {
  /** What it cost when bought, and over how many years and machine hours a year that is written off. */
  valueFen: number;
  depreciationYears: number;
  ratedHoursPerYear: number;
  consumablesPerHourFen: number;
  powerWatts: number;
  powerPerKwhFen: number;
  maintenancePerYearFen: number;
  spaceSquareMetres: number;
  spacePerSquareMetreYearFen: number;
}

export const COST_KINDS = ['depreciation', 'consumables', 'power', 'maintenance', 'space'] as const;
export type CostKind = (typeof COST_KINDS)[number];

export interface CostPart {
  kind: CostKind;
  /** Rounded by itself, to be shown; the whole is rounded once from the exact sum. */
  perHourFen: number;
}

export interface CostResult {
  parts: CostPart[];
  perHourFen: number;
}

/** A share of the cost that one group pays; 1000 covers the cost exactly. */
export interface GroupShare {
  priceGroup: PriceGroup;
  permille: number;
}

/** What a price was set by, as it was then. */
export interface CostEvidence {
  sheet: CostSheet;
  instrument: { name: Name; model: string; assetNumber: string };
  lab: Name;
  payee: Name;
}

interface Name {
  zh: string;
  en?: string;
}

/**
 * What one machine hour costs: value ÷ (years × rated hours) + consumables + power + maintenance and space by the rated hour.
 * Throws RangeError where years or hours are not positive whole numbers.
 */
export function costPerHour(sheet: CostSheet): CostResult {
  const hours = positive(sheet.ratedHoursPerYear, 'ratedHoursPerYear');
  const years = positive(sheet.depreciationYears, 'depreciationYears');
  const exact: Record<CostKind, Fraction> = {
    depreciation: { numerator: BigInt(sheet.valueFen), denominator: years * hours },
    consumables: { numerator: BigInt(sheet.consumablesPerHourFen), denominator: 1n },
    power: { numerator: BigInt(sheet.powerWatts) * BigInt(sheet.powerPerKwhFen), denominator: 1_000n },
    maintenance: { numerator: BigInt(sheet.maintenancePerYearFen), denominator: hours },
    space: {
      numerator: BigInt(sheet.spaceSquareMetres) * BigInt(sheet.spacePerSquareMetreYearFen),
      denominator: hours,
    },
  };
  const total = Object.values(exact).reduce(sum, { numerator: 0n, denominator: 1n });
  return {
    parts: COST_KINDS.map((kind) => ({ kind, perHourFen: rounded(exact[kind]) })),
    perHourFen: rounded(total),
  };
}

/** The hourly rate that each group would pay, raised to the next whole `stepFen` where one is given. */
export function proposeRates(
  perHourFen: number,
  shares: readonly GroupShare[],
  stepFen = 1,
): { priceGroup: PriceGroup; ratePerHourFen: number }[] {
  const step = Number(positive(stepFen, 'stepFen'));
  return shares.map(({ priceGroup, permille }) => {
    const owed = permilleOf(perHourFen, permille);
    return { priceGroup, ratePerHourFen: Math.ceil(owed / step) * step };
  });
}

function sum(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

function rounded({ numerator, denominator }: Fraction): number {
  return roundHalfUp(numerator, denominator);
}

function positive(value: number, name: string): bigint {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number above 0`);
  return BigInt(value);
}
