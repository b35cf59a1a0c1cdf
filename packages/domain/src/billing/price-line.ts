import { permilleOf } from '../kernel/money.ts';
import type { Window } from '../kernel/window.ts';
import type { TaxCategory } from './price-policy.ts';

/**
 * What a charge is for. Adjustments, waivers and shares refer to the charge that they change; `deposit` is a part of a deposit
 * that is kept, `damage` what a damage costs beyond it.
 */
export const CHARGE_KINDS = [
  'usage',
  'lease',
  'cancellation',
  'noShow',
  'damage',
  'deposit',
  'share',
  'adjustment',
  'waiver',
] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

export type LineKind =
  | 'time'
  | 'operator'
  | 'sample'
  | 'day'
  | 'setup'
  | 'minimum'
  | 'cap'
  | 'subsidy'
  | 'cancellation'
  | 'noShow'
  | 'waiver'
  | 'adjustment';

export type LineUnit = 'minute' | 'sample' | 'day' | 'once';

/** A stretch of billed time at one rate and one factor; parts carry no amounts, the line is rounded once. */
export interface TimePart extends Window {
  /** Whole minutes, so cut that the parts sum to the quantity of the line. */
  minutes: number;
  ratePerHourFen: number;
  permille: number;
}

/** The rule that made a line, for translation: `price_rule_<code>` with these parameters. */
export interface LineRule {
  code:
    | 'timeBooked'
    | 'timeUsed'
    | 'timeOverage'
    | 'operator'
    | 'samples'
    | 'days'
    | 'setup'
    | 'minimum'
    | 'cap'
    | 'subsidy'
    | 'cancellationFee'
    | 'cancellationFullPrice'
    | 'noShowFee'
    | 'waiver'
    | 'adjustment'
    | 'split'
    | 'share';
  params: Record<string, number>;
}

export interface PriceLine {
  kind: LineKind;
  /** Whole minutes, samples or days; 1 for lines that apply once. */
  quantity: number;
  unit: LineUnit;
  /** Per hour for `time` and `operator` (the first rate), per piece otherwise; only `amountFen` binds. */
  unitPriceFen: number;
  amountFen: number;
  taxCategory: TaxCategory;
  taxFen: number;
  parts: TimePart[];
  rule: LineRule;
}

export interface Rating {
  lines: PriceLine[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
}

/** Permille of tax by category. */
const TAX_PERMILLE: Record<TaxCategory, number> = {
  vat6: 60,
  vat13: 130,
  vat9: 90,
  vat3: 30,
  vat1: 10,
  exempt: 0,
};

/** A line with its tax: negative lines are taxed like any other, each rounded by itself. */
export function priceLine(line: Omit<PriceLine, 'taxFen' | 'parts'> & { parts?: TimePart[] }): PriceLine {
  return { ...line, parts: line.parts ?? [], taxFen: permilleOf(line.amountFen, TAX_PERMILLE[line.taxCategory]) };
}

/** Totals are sums of lines; tax is never computed on a sum. */
export function totalLines(lines: PriceLine[]): Rating {
  const subtotalFen = sumOf(lines.map((line) => line.amountFen));
  const taxFen = sumOf(lines.map((line) => line.taxFen));
  return { lines, subtotalFen, taxFen, totalFen: subtotalFen + taxFen };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
