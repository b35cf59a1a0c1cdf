import writeExcelFile from 'write-excel-file/node';
import type { Sheet, SheetCell } from './sheet.ts';

/** A list as a worksheet, with amounts as numbers in yuan. */
export async function writeWorksheet({ heads, rows }: Sheet): Promise<Buffer> {
  const head = heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  return writeExcelFile([head, ...rows.map((row) => row.map(typedCell))] as never).toBuffer();
}

function typedCell(cell: SheetCell) {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'string') return { value: cell, type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: cell.fen / 100, type: Number, format: '#,##0.00' };
}
