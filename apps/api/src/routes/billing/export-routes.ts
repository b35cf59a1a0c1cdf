import * as endpoints from '@guanyi/contracts/billing/export-endpoints';
import { listCharges } from '@guanyi/db/billing/charges';
import { listUsage, type UsageView } from '@guanyi/db/billing/usage';
import { readAgeing } from '@guanyi/db/payments/ageing';
import { listPayments, type PaymentView } from '@guanyi/db/payments/payment-queries';
import { listStatements, type StatementView } from '@guanyi/db/statements/statements';
import * as sheets from '@guanyi/documents/sheets/finance-sheets';
import { type Sheet, writeCsv } from '@guanyi/documents/sheets/sheet';
import { usageStatusAt, usedMinutes } from '@guanyi/domain/billing/usage';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { paymentStatus, unallocatedFen } from '@guanyi/domain/payments/payment';
import { outstandingFen } from '@guanyi/domain/statements/statement';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** The lists lay districts side by side, so they know one day. */
const booksZone = 'Asia/Shanghai';
const mostRows = 20_000;
const atOnce = 1_000;

/** Lists of money as files: exactly the rows that their pages would show, all of them. */
export function exportRoutes(api: Api): void {
  register(api, endpoints.exportCharges, async ({ query: { format, ...filter }, reach, locale }) => {
    const read = (page: Page) => listCharges(api.database, reach, { ...filter, ...page });
    const rows = await readAll(read, (row) => [row.createdAt, row.id]);
    return fileOf('charges', sheets.chargeSheet(rows, booksZone, locale), format);
  });

  register(api, endpoints.exportUsage, async ({ query: { format, ...filter }, reach, locale, now }) => {
    const read = (page: Page) => listUsage(api.database, reach, { ...filter, ...page });
    const rows = await readAll(read, (row) => [row.from, row.id]);
    const sheet = sheets.usageSheet(
      rows.map((row) => usageRow(row, now)),
      booksZone,
      locale,
    );
    return fileOf('usage', sheet, format);
  });

  register(api, endpoints.exportPayments, async ({ query: { format, ...filter }, reach, locale }) => {
    const read = (page: Page) => listPayments(api.database, reach, { ...filter, ...page });
    const rows = await readAll(read, (row) => [row.createdAt, row.id]);
    return fileOf('payments', sheets.paymentSheet(rows.map(paymentRow), locale), format);
  });

  register(api, endpoints.exportStatements, async ({ query: { format, districtId, ...filter }, reach, locale }) => {
    const payeeId = filter.payeeId ?? districtId;
    const read = (page: Page) => listStatements(api.database, reach, { ...filter, payeeId, ...page });
    const rows = await readAll(read, (row) => [row.createdAt, row.id]);
    return fileOf('statements', sheets.statementListSheet(rows.map(statementRow), locale), format);
  });

  register(api, endpoints.exportAgeing, async ({ query: { format, ...filter }, reach, locale, now }) => {
    const rows = await readAgeing(api.database, reach, { ...filter, today: localDay(booksZone, now) });
    return fileOf('ageing', sheets.ageingSheet(rows, locale), format);
  });
}

interface Page {
  limit: number;
  after?: readonly [number, string] | undefined;
}

/**
 * Walks a list to its end.
 * @throws Problem when it is longer than a file may be.
 */
async function readAll<T>(
  read: (page: Page) => Promise<T[]>,
  cursorOf: (row: T) => readonly [number, string],
): Promise<T[]> {
  const all: T[] = [];
  let after: readonly [number, string] | undefined;
  for (;;) {
    const rows = await read({ limit: atOnce, after });
    const page = rows.slice(0, atOnce);
    all.push(...page);
    const last = page.at(-1);
    if (rows.length <= atOnce || !last) return all;
    if (all.length >= mostRows) throw new Problem('too-many-rows', { details: { mostRows } });
    after = cursorOf(last);
  }
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

async function fileOf(name: string, sheet: Sheet, format: keyof typeof mediaTypes) {
  const headers = {
    'content-type': mediaTypes[format],
    'content-disposition': `attachment; filename="guanyi-${name}.${format}"`,
  };
  // The writer of worksheets is loaded by who asks for one.
  const body =
    format === 'csv'
      ? writeCsv(sheet)
      : await (await import('@guanyi/documents/sheets/worksheet')).writeWorksheet(sheet);
  return { status: 200 as const, body, headers };
}

function usageRow(row: UsageView, now: number) {
  const minutes = row.until === null ? null : usedMinutes({ from: row.from, until: row.until });
  return { ...row, status: usageStatusAt(row, now), usedMinutes: minutes };
}

function paymentRow(row: PaymentView) {
  return { ...row, status: paymentStatus(row), unallocatedFen: unallocatedFen(row) };
}

function statementRow(row: StatementView) {
  return { ...row, outstandingFen: row.status === 'void' ? 0 : outstandingFen(row) };
}
