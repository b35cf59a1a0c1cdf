import { cellText, type Receipt, type ReceiptFault, readAmount, readDay, readFen } from './bank-row.ts';

/** One record of a file with the line on which it begins. */
export interface BankRecord {
  line: number;
  cells: readonly string[];
}

/** Whose export it is, told by its columns; `plain` is anything else that has the columns that are needed. */
export type BankLayout = 'icbc' | 'ccb' | 'abc' | 'plain';

export interface BankFile {
  layout: BankLayout;
  receipts: Receipt[];
  rejected: ReceiptFault[];
  /** Rows of money that went out. */
  ignored: number;
}

type Part = 'day' | 'credit' | 'creditFen' | 'payer' | 'account' | 'reference' | 'remark' | 'direction' | 'amount';

/**
 * The names of columns by what they hold, the better one first; without brackets' width, spaces and case. Banks rename
 * their columns now and then, so each part is recognised by itself instead of a whole header.
 */
const names: Record<Part, readonly string[]> = {
  day: ['交易时间', '交易日期', '记账日期', '入账日期', '交易日', '日期', 'receivedon', 'date'],
  credit: ['贷方发生额', '贷方发生额(收入)', '贷方金额', '收入金额', '收入', '贷方', '贷方发生额/收入'],
  creditFen: ['amountfen'],
  payer: ['对方单位名称', '对方户名', '对方名称', '付款人名称', '付款方户名', '对方账户名称', 'payer'],
  account: ['对方账号', '付款人账号', '付款方账号', 'payeraccount'],
  reference: [
    '账户明细编号-交易流水号',
    '交易流水号',
    '日志号',
    '流水号',
    '核心流水号',
    '交易参考号',
    '回单编号',
    '凭证号',
    'reference',
  ],
  remark: ['用途', '交易用途', '附言', '摘要', '备注', '个性化信息', 'remark', 'note'],
  direction: ['借贷标志', '借/贷', '借贷', '收支方向'],
  amount: ['交易金额', '发生额', '金额', 'amount'],
};

/** Where the header may stand: some exports begin with the account and the span of days. */
const headerWithin = 20;

/**
 * Reads the receipts of a bank's export of account movements. A row that cannot be read is rejected by itself; money that
 * went out is left aside.
 * @returns undefined when no row looks like a header with day, amount, payer and reference.
 */
export function readBankFile(records: readonly BankRecord[]): BankFile | undefined {
  const at = records.slice(0, headerWithin).findIndex((record) => columnsOf(record.cells) !== undefined);
  const header = records[at];
  const columns = header && columnsOf(header.cells);
  if (!columns) return undefined;
  const file: BankFile = { layout: layoutOf(header.cells), receipts: [], rejected: [], ignored: 0 };
  for (const record of records.slice(at + 1)) {
    if (record.cells.every((cell) => cellText(cell) === '') || isFoot(record.cells)) continue;
    const read = readRow(record, columns, header.cells);
    if (read === 'outgoing') file.ignored += 1;
    else if ('code' in read) file.rejected.push(read);
    else file.receipts.push(read);
  }
  return file;
}

/** Sums that some exports put below the rows. */
function isFoot(cells: readonly string[]): boolean {
  return /^(合计|总计|汇总|总笔数|总收入|total)/i.test(cellText(cells[0]));
}

type Columns = Partial<Record<Part, number>> & { remarks: readonly number[] };

function columnsOf(cells: readonly string[]): Columns | undefined {
  const titles = cells.map((cell) => cellText(cell).replaceAll(/\s/g, '').toLowerCase());
  const find = (part: Part) => names[part].map((name) => titles.indexOf(name)).find((column) => column >= 0);
  const remarks = names.remark.map((name) => titles.indexOf(name)).filter((column) => column >= 0);
  const columns: Columns = { remarks };
  for (const part of Object.keys(names) as Part[]) {
    const column = find(part);
    if (column !== undefined) columns[part] = column;
  }
  const hasAmount = (columns.credit ?? columns.creditFen ?? columns.amount) !== undefined;
  const isHeader =
    hasAmount && columns.day !== undefined && columns.payer !== undefined && columns.reference !== undefined;
  return isHeader ? columns : undefined;
}

function layoutOf(cells: readonly string[]): BankLayout {
  const titles = new Set(cells.map((cell) => cellText(cell).replaceAll(/\s/g, '')));
  if (titles.has('贷方发生额(收入)')) return 'ccb';
  if (titles.has('对方单位名称') && titles.has('贷方发生额')) return 'icbc';
  if (titles.has('收入金额') && titles.has('支出金额')) return 'abc';
  return 'plain';
}

function readRow(
  { line, cells }: BankRecord,
  columns: Columns,
  header: readonly string[],
): Receipt | ReceiptFault | 'outgoing' {
  const cell = (part: Part) => (columns[part] === undefined ? undefined : cells[columns[part]]);
  const fault = (code: ReceiptFault['code'], part: Part): ReceiptFault => {
    const column = columns[part] === undefined ? undefined : cellText(header[columns[part]]);
    return { line, code, ...(column ? { column } : {}), value: cellText(cell(part)).slice(0, 100) };
  };
  // A row that ends before its last needed column was cut off; what is there of it may be half a number.
  const needed = ['day', 'credit', 'creditFen', 'payer', 'reference', 'amount'] as const;
  const last = Math.max(...needed.map((part) => columns[part] ?? 0));
  if (cells.length <= last) return { line, code: 'incomplete-row' };
  const amountPart = columns.credit !== undefined ? 'credit' : columns.creditFen !== undefined ? 'creditFen' : 'amount';
  const amountFen = amountPart === 'creditFen' ? readFen(cell(amountPart)) : readAmount(cell(amountPart));
  if (isOutgoing(cellText(cell('direction')))) return 'outgoing';
  if (amountFen === 0 && amountPart === 'credit') return 'outgoing';
  if (!amountFen) return fault('unreadable-amount', amountPart);
  const receivedOn = readDay(cell('day'));
  if (receivedOn === undefined) return fault('unreadable-day', 'day');
  const payer = cellText(cell('payer')).slice(0, 200);
  if (payer === '') return fault('missing-payer', 'payer');
  const reference = cellText(cell('reference')).slice(0, 100);
  if (reference === '') return fault('missing-reference', 'reference');
  const remark = columns.remarks.map((column) => cellText(cells[column])).filter((text) => text !== '');
  const payerAccount = cellText(cell('account')).slice(0, 64) || null;
  return {
    line,
    receivedOn,
    amountFen,
    payer,
    payerAccount,
    reference,
    remark: [...new Set(remark)].join(' · ').slice(0, 500),
  };
}

function isOutgoing(direction: string): boolean {
  return /^(借|支出|支|debit|d|dr|out)$/i.test(direction);
}
