import type { RedemptionRow } from '@guanyi/db/vouchers/redemptions';
import { withGuard } from '@guanyi/domain/catalogue/import-row';
import { formatFen } from '@guanyi/domain/kernel/money';
import { stringify } from 'csv-stringify/sync';

/** Tells spreadsheets that the file is UTF-8. */
const byteOrderMark = '\uFEFF';

const titles = [
  '券号',
  '单位',
  '统一社会信用代码',
  '收款单位',
  '缴费单号',
  '期间',
  '缴费单金额',
  '兑付金额',
  '方式',
  '日期',
];
const ways: Record<string, string> = { deduct: '抵扣', reimburse: '报销' };

/** The file that a sponsor settles by: one line a redemption, amounts in yuan, no cell that a spreadsheet would compute. */
export function writeRedemptions(rows: readonly RedemptionRow[]): string {
  const cells = rows.map((row) => [
    ...[row.number, row.organisation, row.uscc, row.payee, row.statementNumber ?? '', row.period],
    ...[yuan(row.totalFen), yuan(row.amountFen), ways[row.settle] ?? row.settle, row.day],
  ]);
  return byteOrderMark + stringify([titles, ...cells.map((row) => row.map(withGuard))]);
}

/** Without separators, which would make text of a number. */
function yuan(fen: number): string {
  return formatFen(fen).replaceAll(',', '');
}
