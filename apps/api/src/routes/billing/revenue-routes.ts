import { getRevenueReport, getRevenueReportFile } from '@guanyi/contracts/billing/revenue-endpoints';
import type { Parsed } from '@guanyi/contracts/endpoint';
import { readRevenue } from '@guanyi/db/billing/revenue';
import { revenueSpan } from '@guanyi/domain/billing/revenue';
import type { Reach } from '@guanyi/domain/identity/reach';
import { addPeriods, periodOf } from '@guanyi/domain/ledger/period';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentRevenue, type RevenueReport } from './present-revenue.ts';

/** The report lays districts side by side, so it knows one calendar. */
const booksZone = 'Asia/Shanghai';

type Query = Parsed<typeof getRevenueReport>['query'];

/** What was earned, as figures and as a workbook. */
export function revenueRoutes(api: Api): void {
  register(api, getRevenueReport, async ({ query, reach, now }) => ({
    status: 200,
    body: await reportOf(api, reach, query, now),
  }));

  register(api, getRevenueReportFile, async ({ query, reach, now, locale }) => {
    const report = await reportOf(api, reach, query, now);
    // The writer of worksheets is loaded by who asks for one.
    const { renderRevenueBook } = await import('@guanyi/documents/billing/revenue-book');
    const headers = {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="guanyi-revenue-${report.from}-${report.until}.xlsx"`,
    };
    return { status: 200, body: await renderRevenueBook(report, locale), headers };
  });
}

async function reportOf(api: Api, reach: Reach, query: Query, now: number): Promise<RevenueReport> {
  const { from, until, ...filter } = query;
  const span = revenueSpan({ from, until }, periodOf(booksZone, now));
  if (!span) throw new Problem('invalid-input', { errors: [{ pointer: '/query/until', code: 'out-of-range' }] });
  const narrowed = { ...filter, zone: booksZone };
  const current = await readRevenue(api.database, reach, { ...narrowed, from: span.from, until: span.until });
  const before = await readRevenue(api.database, reach, {
    ...narrowed,
    from: span.previousFrom,
    until: addPeriods(span.from, -1),
  });
  return presentRevenue(span, current, before.cells);
}
