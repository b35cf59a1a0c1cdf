import type { InstrumentFields } from './instrument.ts';

/** A register as a grid: what a CSV or a worksheet holds once its syntax is read. */
export interface RegisterTable {
  header: readonly string[];
  rows: readonly RegisterRow[];
}

export interface RegisterRow {
  /** Line of the file on which the row begins; the header is line 1. */
  line: number;
  cells: readonly string[];
}

export type FaultCode =
  | 'required'
  | 'too-long'
  | 'control-character'
  | 'invalid-date'
  | 'invalid-amount'
  | 'invalid-class-code'
  | 'unknown-class-code'
  | 'unknown-discipline'
  | 'unknown-value'
  | 'unknown-zone'
  | 'other-lab'
  | 'not-equipment'
  | 'too-many-cells'
  | 'duplicate-in-file'
  | 'invalid-time'
  | 'invalid-number'
  | 'repeated-source-id'
  | 'unknown-booking'
  | 'unknown-instrument'
  | 'unknown-customer'
  | 'instrument-retired';

/** Why a row is refused: the column as the file calls it, and what stands there. */
export interface RowFault {
  column: string | null;
  code: FaultCode;
  value: string | null;
}

/** What a readable row says about one instrument. */
export interface DraftRow {
  line: number;
  assetNumber: string;
  /** Stated by the row: compared with what is stored, and written where it differs. */
  stated: Partial<InstrumentFields>;
  /** Filled in only when the instrument is new. */
  initial: Partial<InstrumentFields>;
  suggestedClassCode: string | null;
  /** What the row says that no field takes; null where the format has no such thing. */
  sourceFacts: Record<string, string> | null;
  /** The file's name of each column, for faults that show later. */
  columnOf: Partial<Record<keyof InstrumentFields, string>>;
}

export type ReadRow = { ok: true; draft: DraftRow } | { ok: false; line: number; faults: RowFault[] };

export interface ReadRegister {
  ok: true;
  rows: ReadRow[];
  ignoredColumns: string[];
}

/** The file as a whole cannot be read; nothing of it is imported. */
export interface UnreadableRegister {
  ok: false;
  code: 'empty-file' | 'missing-column' | 'duplicate-column';
  column: string | null;
}

export interface RegisterContext {
  labId: string;
  isClassCode(scheme: string, code: string): boolean;
}

export type Cell<T> = { ok: true; value: T } | { ok: false; code: FaultCode };

/** Header cells as different hands write them: `Site Location`, `site_location` and `name.zh` lose what is not a letter or digit. */
export function headerKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** A text of one line: line breaks inside a cell are layout, so they become spaces. */
export function readLine(raw: string, maximum: number): Cell<string> {
  return readText(raw.replace(/[\r\n\t]+/g, ' '), maximum);
}

export function readText(raw: string, maximum: number): Cell<string> {
  const text = raw.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return { ok: false, code: 'control-character' };
  return text.length > maximum ? { ok: false, code: 'too-long' } : { ok: true, value: text };
}

/** Undoes what the export does to a cell that a spreadsheet would take for a formula. */
export function withoutGuard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** Puts an apostrophe before a cell that a spreadsheet would run as a formula; `withoutGuard` takes exactly one away. */
export function withGuard(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/**
 * Finds which column each heading means.
 * @param columnOf the column of a heading; undefined for one that the format does not know.
 * @param required at least one column of each group has to be there.
 */
export function findColumns<C extends string>(
  header: readonly string[],
  columnOf: (heading: string) => C | undefined,
  required: readonly (readonly [C, ...C[]])[],
): { ok: true; columns: (C | undefined)[]; ignoredColumns: string[] } | UnreadableRegister {
  if (header.every((name) => name.trim() === '')) return { ok: false, code: 'empty-file', column: null };
  const columns = header.map(columnOf);
  const repeated = columns.findIndex((column, i) => column !== undefined && columns.indexOf(column) !== i);
  if (repeated >= 0) return { ok: false, code: 'duplicate-column', column: header[repeated] ?? null };
  const missing = required.find((group) => !group.some((column) => columns.includes(column)));
  if (missing) return { ok: false, code: 'missing-column', column: missing[0] };
  return { ok: true, columns, ignoredColumns: header.filter((name, i) => !columns[i] && name.trim() !== '') };
}

/** Marks every row but the first of those that share an asset number. */
export function refuseRepeats(rows: readonly ReadRow[], column: string): ReadRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (!row.ok) return row;
    const { assetNumber, line } = row.draft;
    if (!seen.has(assetNumber)) {
      seen.add(assetNumber);
      return row;
    }
    return { ok: false, line, faults: [{ column, code: 'duplicate-in-file', value: assetNumber }] };
  });
}
