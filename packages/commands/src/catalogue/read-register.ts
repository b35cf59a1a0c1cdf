import { decodeText } from '@guanyi/domain/catalogue/import-encoding';
import { readGuanyi } from '@guanyi/domain/catalogue/import-guanyi';
import { readNrii } from '@guanyi/domain/catalogue/import-nrii';
import type {
  ReadRegister,
  RegisterContext,
  RegisterRow,
  RegisterTable,
  UnreadableRegister,
} from '@guanyi/domain/catalogue/import-row';
import { readUniquip } from '@guanyi/domain/catalogue/import-uniquip';
import { unpackedBytes } from '@guanyi/domain/catalogue/zip-size';
import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';

export type RegisterFormat = 'guanyi' | 'uniquip' | 'nrii';

/** A file as a whole that cannot be read; nothing of it is imported. */
export interface UnreadableFile {
  ok: false;
  code: 'unknown-encoding' | 'broken-file' | 'too-large' | UnreadableRegister['code'];
  column: string | null;
  line: number;
}

export type RegisterFile = { ok: true; register: ReadRegister; encoding: string } | UnreadableFile;

const formats = { guanyi: readGuanyi, uniquip: readUniquip, nrii: readNrii } satisfies Record<RegisterFormat, unknown>;

/** What the bytes of a CSV, TSV or XLSX file hold. The kind is told by the content, never by the name. */
export async function readRegister(
  bytes: Buffer,
  format: RegisterFormat,
  context: RegisterContext,
): Promise<RegisterFile> {
  const read = await readTable(bytes);
  if (!read.ok) return read;
  const register = formats[format](read.table, context);
  return register.ok ? { ok: true, register, encoding: read.encoding } : { ...register, line: 1 };
}

/** The rows of such a file, whatever they mean. */
export async function readTable(bytes: Buffer): Promise<ReadTable> {
  const isZip = bytes.subarray(0, 4).equals(zipMark);
  return isZip ? readWorkbook(bytes) : readText(bytes);
}

export type ReadTable = { ok: true; table: RegisterTable; encoding: string } | UnreadableFile;

const zipMark = Buffer.from('PK\u0003\u0004', 'latin1');
const largestUnpackedBytes = 80 * 1024 * 1024;

function unreadable(code: UnreadableFile['code'], line = 1): UnreadableFile {
  return { ok: false, code, column: null, line };
}

/** With `info` the library wraps each record; its types know only the plain form. */
interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** The rows of a CSV or TSV file in whatever of the known encodings. */
export function readText(bytes: Buffer): ReadTable {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return unreadable(decoded.code);
  // One kind of line break, so that a break inside quotes counts as one line.
  const text = decoded.text.replace(/\r\n?/g, '\n');
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: '\n',
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as CsvRecord[];
    return { ok: true, table: tableOf(withLines(records)), encoding: decoded.encoding };
  } catch (error) {
    // The library reports where an opening quote was left open; what follows it cannot be told apart.
    if (error instanceof CsvError) return unreadable('broken-file', Number(error.lines ?? 1));
    throw error;
  }
}

/** A semicolon is what spreadsheets write where the comma separates decimals; UNIQUIP also knows tabs. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  const count = (character: string) => header.split(character).length;
  const [first = ','] = [',', '\t', ';'].sort((a, b) => count(b) - count(a));
  return first;
}

/** The library says on which line a record ends; it begins on the line after the one before. */
function withLines(records: readonly CsvRecord[]): RegisterRow[] {
  let next = 1;
  return records.map(({ record, info }) => {
    const line = next;
    next = info.lines + 1;
    return { line, cells: record };
  });
}

async function readWorkbook(bytes: Buffer): Promise<ReadTable> {
  const size = unpackedBytes(bytes);
  if (size === null) return unreadable('broken-file');
  if (size > largestUnpackedBytes) return unreadable('too-large');
  try {
    const rows = await readSheet(bytes);
    const table = tableOf(rows.map((cells, i) => ({ line: i + 1, cells: cells.map(cellText) })));
    return { ok: true, table, encoding: 'XLSX' };
  } catch {
    return unreadable('broken-file');
  }
}

/** A date of a worksheet has no time and no zone; it is written as the day that it shows. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace('T00:00:00.000Z', '');
  return String(cell);
}

function tableOf(rows: readonly RegisterRow[]): RegisterTable {
  const [header, ...others] = rows;
  return {
    header: header?.cells.map((cell) => cell.trim()) ?? [],
    rows: others.filter((row) => row.cells.some((cell) => cell.trim() !== '')),
  };
}
