import { addPeriods, type Period } from '../ledger/period.ts';
import type { PriceGroup } from './price-policy.ts';

export const revenueModes = ['rent', 'loan', 'equity'] as const;
export type RevenueMode = (typeof revenueModes)[number];

/** Sums of charges in fen; corrections count with their sign. */
export interface RevenueSums {
  chargeCount: number;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
}

/** What one lab earned in one month in one mode from one group of customers. */
export interface RevenueCell extends RevenueSums {
  labId: string;
  period: Period;
  mode: RevenueMode;
  /** Null where no price list decided. */
  priceGroup: PriceGroup | null;
}

const none: RevenueSums = { chargeCount: 0, subtotalFen: 0, taxFen: 0, totalFen: 0 };

/** One more row of sums for each value that `keyOf` finds, in order of first appearance. */
export function sumBy<K>(cells: readonly RevenueCell[], keyOf: (cell: RevenueCell) => K): Map<K, RevenueSums> {
  const sums = new Map<K, RevenueSums>();
  for (const cell of cells) {
    const key = keyOf(cell);
    sums.set(key, plus(sums.get(key) ?? none, cell));
  }
  return sums;
}

export function sumAll(cells: readonly RevenueSums[]): RevenueSums {
  return cells.reduce(plus, none);
}

function plus(a: RevenueSums, b: RevenueSums): RevenueSums {
  return {
    chargeCount: a.chargeCount + b.chargeCount,
    subtotalFen: a.subtotalFen + b.subtotalFen,
    taxFen: a.taxFen + b.taxFen,
    totalFen: a.totalFen + b.totalFen,
  };
}

export const mostRevenueMonths = 60;

export interface RevenueSpan {
  from: Period;
  until: Period;
  months: readonly Period[];
  /** First of as many months right before. */
  previousFrom: Period;
}

/**
 * The months of a report, both ends included: twelve up to the current one unless something else is asked for.
 * @returns undefined when it ends before it begins or has more than {@link mostRevenueMonths} months.
 */
export function revenueSpan(
  asked: { from?: Period | undefined; until?: Period | undefined },
  current: Period,
): RevenueSpan | undefined {
  const until = asked.until ?? (asked.from !== undefined && asked.from > current ? asked.from : current);
  const from = asked.from ?? addPeriods(until, -11);
  const months: Period[] = [];
  for (let month = from; month <= until && months.length <= mostRevenueMonths; month = addPeriods(month, 1))
    months.push(month);
  if (months.length === 0 || months.length > mostRevenueMonths) return undefined;
  return { from, until, months, previousFrom: addPeriods(from, -months.length) };
}
