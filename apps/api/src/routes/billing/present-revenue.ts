import type { getRevenueReport } from '@guanyi/contracts/billing/revenue-endpoints';
import type { Output } from '@guanyi/contracts/endpoint';
import type { readRevenue } from '@guanyi/db/billing/revenue';
import {
  type RevenueCell,
  type RevenueSpan,
  type RevenueSums,
  revenueModes,
  sumAll,
  sumBy,
} from '@guanyi/domain/billing/revenue';

export type RevenueReport = Output<typeof getRevenueReport>;

const zero: RevenueSums = sumAll([]);

/** All months of the span and all modes are there, with zeros where nothing was earned; labs and groups by what they earned. */
export function presentRevenue(
  span: RevenueSpan,
  { cells, labs }: Awaited<ReturnType<typeof readRevenue>>,
  before: readonly RevenueCell[],
): RevenueReport {
  const names = new Map(labs.map((lab) => [lab.id, { zh: lab.nameZh, ...(lab.nameEn ? { en: lab.nameEn } : {}) }]));
  return {
    from: span.from,
    until: span.until,
    total: sumAll(cells),
    previous: sumAll(before),
    byMonth: span.months.map((period) => {
      const own = cells.filter((cell) => cell.period === period);
      return { period, ...sumAll(own), byMode: byMode(own) };
    }),
    byMode: byMode(cells),
    byGroup: largestFirst(sumBy(cells, (cell) => cell.priceGroup)).map(([priceGroup, sums]) => ({
      ...(priceGroup === null ? {} : { priceGroup }),
      ...sums,
    })),
    byLab: largestFirst(sumBy(cells, (cell) => cell.labId)).map(([id, sums]) => ({
      lab: { id, name: names.get(id) ?? { zh: '' } },
      ...sums,
    })),
  };
}

function byMode(cells: readonly RevenueCell[]): RevenueReport['byMode'] {
  const sums = sumBy(cells, (cell) => cell.mode);
  return revenueModes.map((mode) => ({ mode, ...(sums.get(mode) ?? zero) }));
}

function largestFirst<K>(sums: Map<K, RevenueSums>): [K, RevenueSums][] {
  return [...sums].sort(([, a], [, b]) => b.subtotalFen - a.subtotalFen);
}
