import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { csvText, saveFile } from '../../ui/csv.ts';
import { localText, monthName } from '../../ui/format.ts';
import { modeName } from '../../ui/mode-badge.tsx';
import { priceGroupName } from '../../ui/vocabulary.ts';
import type { RevenueSearch } from './revenue-search.ts';

export type Revenue = Reply<'getRevenueReport'>;
export type Sums = Revenue['total'];

export interface RevenueRow extends Sums {
  key: string;
  name: string;
  /** What the row narrows the report to; a month leads to its charges instead. */
  only: RevenueSearch | undefined;
}

export interface RevenueTable {
  key: 'month' | 'mode' | 'group' | 'lab';
  title: string;
  rows: RevenueRow[];
}

/** The four ways to look at a report, as tables. */
export function revenueTables(report: Revenue): RevenueTable[] {
  const { byMonth, byMode, byGroup, byLab } = report;
  return [
    {
      key: 'month',
      title: m.revenue_by_month(),
      rows: byMonth.map((row) => ({ ...row, key: row.period, name: monthName(`${row.period}-01`), only: undefined })),
    },
    {
      key: 'mode',
      title: m.revenue_by_mode(),
      rows: byMode.map((row) => ({ ...row, key: row.mode, name: modeName(row.mode), only: { mode: row.mode } })),
    },
    {
      key: 'group',
      title: m.revenue_by_group(),
      rows: byGroup.map(({ priceGroup, ...row }) => ({
        ...row,
        key: priceGroup ?? '',
        name: priceGroup ? priceGroupName(priceGroup) : m.revenue_no_group(),
        only: priceGroup && { group: priceGroup },
      })),
    },
    {
      key: 'lab',
      title: m.revenue_by_lab(),
      rows: byLab.map(({ lab, ...row }) => ({ ...row, key: lab.id, name: localText(lab.name), only: { lab: lab.id } })),
    },
  ];
}

/** Exactly the tables shown, one below the other; amounts as numbers in yuan. */
export function saveRevenue(report: Revenue): void {
  const head = [
    m.revenue_view(),
    m.revenue_name(),
    m.revenue_count(),
    m.revenue_subtotal(),
    m.revenue_tax(),
    m.revenue_total(),
  ];
  const cells = (sums: Sums) => [sums.chargeCount, sums.subtotalFen / 100, sums.taxFen / 100, sums.totalFen / 100];
  const rows = revenueTables(report).flatMap((table) => [
    ...table.rows.map((row) => [table.title, row.name, ...cells(row)]),
    [table.title, m.revenue_all(), ...cells(report.total)],
  ]);
  const name = `guanyi-revenue-${report.from}-${report.until}.csv`;
  saveFile(name, 'text/csv;charset=utf-8', csvText([head, ...rows]));
}
