import { withGuard } from '@guanyi/domain/catalogue/import-row';
import { formatFen } from '@guanyi/domain/kernel/money';
import { stringify } from 'csv-stringify/sync';

/** Money stays a number for whoever opens the file; text is text, whatever it begins with. */
export type SheetCell = string | number | { readonly fen: number } | null | undefined;

/** A list as a file: heads and rows in one language. */
export interface Sheet {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** Tells spreadsheets that the file is UTF-8. */
const byteOrderMark = '\uFEFF';

/** A list as CSV: amounts in yuan without separators, cells that a spreadsheet would take for formulas made harmless. */
export function writeCsv({ heads, rows }: Sheet): string {
  return byteOrderMark + stringify([[...heads], ...rows.map((row) => row.map(plainCell))]);
}

function plainCell(cell: SheetCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  // A sum below zero begins as a formula does, but it is a number.
  return typeof cell === 'string' ? withGuard(cell) : formatFen(cell.fen).replaceAll(',', '');
}
