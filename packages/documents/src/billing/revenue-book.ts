import type { PriceGroup } from '@guanyi/domain/billing/price-policy';
import type { RevenueMode, RevenueSums } from '@guanyi/domain/billing/revenue';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import writeExcelFile from 'write-excel-file/node';

type Row<T> = RevenueSums & T;

export interface RevenueFigures {
  total: RevenueSums;
  byMonth: readonly Row<{ period: string; byMode: readonly Row<{ mode: RevenueMode }>[] }>[];
  byMode: readonly Row<{ mode: RevenueMode }>[];
  byGroup: readonly Row<{ priceGroup?: PriceGroup | undefined }>[];
  byLab: readonly Row<{ lab: { name: { zh: string; en?: string | undefined } } }>[];
}

type Cell = {
  value: string | number;
  type: StringConstructor | NumberConstructor;
  format?: string;
  fontWeight?: 'bold';
};

const text = (value: string): Cell => ({ value, type: String });
const head = (value: string): Cell => ({ ...text(value), fontWeight: 'bold' });
const count = (value: number): Cell => ({ value, type: Number, format: '#,##0' });
/** Yuan as a number, so that a spreadsheet can go on computing; cells with a format stay exact to the fen. */
const yuan = (fen: number): Cell => ({ value: fen / 100, type: Number, format: '#,##0.00' });

const sumsOf = (sums: RevenueSums): Cell[] => [
  count(sums.chargeCount),
  yuan(sums.subtotalFen),
  yuan(sums.taxFen),
  yuan(sums.totalFen),
];

const modeNames = { rent: m.revenue_mode_rent, loan: m.revenue_mode_loan, equity: m.revenue_mode_equity };
const groupNames = {
  internal: m.ui_group_internal,
  partner: m.ui_group_partner,
  academic: m.ui_group_academic,
  sme: m.ui_group_sme,
  enterprise: m.ui_group_enterprise,
};

/** The report of revenue as a workbook: the tables that the page shows, one a sheet, each with its total. */
export async function renderRevenueBook(report: RevenueFigures, locale: Locale): Promise<Buffer> {
  const t = { locale };
  const sheet = (name: string, rows: readonly (readonly [string, RevenueSums])[]) => ({
    sheet: name,
    data: [
      [
        head(name),
        head(m.revenue_count({}, t)),
        head(m.revenue_subtotal({}, t)),
        head(m.revenue_tax({}, t)),
        head(m.revenue_total({}, t)),
      ],
      ...rows.map(([label, sums]) => [text(label), ...sumsOf(sums)]),
      [head(m.revenue_all({}, t)), ...sumsOf(report.total)],
    ],
  });
  const sheets = [
    sheet(
      m.revenue_by_month({}, t),
      report.byMonth.map((row) => [row.period, row] as const),
    ),
    sheet(
      m.revenue_by_mode({}, t),
      report.byMode.map((row) => [modeNames[row.mode]({}, t), row] as const),
    ),
    sheet(
      m.revenue_by_group({}, t),
      report.byGroup.map(
        (row) => [row.priceGroup ? groupNames[row.priceGroup]({}, t) : m.revenue_no_group({}, t), row] as const,
      ),
    ),
    sheet(
      m.revenue_by_lab({}, t),
      report.byLab.map((row) => [nameIn(row.lab.name, locale), row] as const),
    ),
  ];
  return writeExcelFile(sheets as never).toBuffer();
}
