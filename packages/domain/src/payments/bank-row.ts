import { type Day, isDay } from '../kernel/local-time.ts';

/** What a bank prints about one receipt. */
export interface Receipt {
  /** Of the file, beginning with 1. */
  line: number;
  receivedOn: Day;
  amountFen: number;
  payer: string;
  payerAccount: string | null;
  /** The bank's own number of the entry: with the payer it names one receipt, however often it is handed in. */
  reference: string;
  /** What the payer wrote: use, summary, note. */
  remark: string;
}

export type ReceiptFaultCode =
  | 'incomplete-row'
  | 'unreadable-amount'
  | 'unreadable-day'
  | 'missing-reference'
  | 'missing-payer'
  | 'period-closed';

/** A row that is no receipt as it stands. */
export interface ReceiptFault {
  line: number;
  column?: string;
  code: ReceiptFaultCode;
  value?: string;
}

/** Up to a trillion yuan. */
const largestFen = 100_000_000_000_000;

/** The text of a cell without what exports put around long numbers to keep spreadsheets from rounding them. */
export function cellText(cell: string | undefined): string {
  const text = (cell ?? '')
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\ufeff]/gu, ' ')
    .trim();
  const quoted = /^=?"(.*)"$/.exec(text)?.[1] ?? text;
  return quoted.replace(/^'/, '').trim();
}

/**
 * An amount as banks write it: `1,234.56`, `￥1234.5`, `+1 234`, with full-width digits too.
 * @returns fen; 0 for an empty cell, a dash or zero; undefined for anything else, negative amounts and half fen among them.
 */
export function readAmount(cell: string | undefined): number | undefined {
  const text = cellText(cell)
    .replaceAll(/[¥¥\s]|RMB|CNY|元/gi, '')
    .replace(/^\+/, '');
  if (text === '' || /^[-—]+$/.test(text)) return 0;
  const parts = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [, whole = '', decimals = ''] = parts;
  const fen = decimals.slice(0, 2).padEnd(2, '0');
  if (/[1-9]/.test(decimals.slice(2))) return undefined;
  const amount = Number(whole.replaceAll(',', '') + fen);
  return amount <= largestFen ? amount : undefined;
}

/** A whole number of fen, for files of programs. */
export function readFen(cell: string | undefined): number | undefined {
  const text = cellText(cell);
  if (text === '') return 0;
  const amount = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return amount <= largestFen ? amount : undefined;
}

/** A day as banks write it, with or without a time after it: `2026-11-09`, `2026/11/9 10:22`, `20261109102233`, `2026年11月9日`. */
export function readDay(cell: string | undefined): Day | undefined {
  const text = cellText(cell);
  const compact = /^(\d{4})(\d{2})(\d{2})(?:[ T]?\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?)?$/.exec(text);
  const spaced =
    /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[ T.,-]*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(
      text,
    );
  const [, year = '', month = '', day = ''] = compact ?? spaced ?? [];
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) ? found : undefined;
}
