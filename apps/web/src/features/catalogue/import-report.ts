import type { Reply } from '../../app/client.ts';
import { csvText } from '../../ui/csv.ts';

export type Operation = Reply<'getOperation'>;

export interface Fault {
  column: string | null;
  code: string;
  value: string | null;
  message: string;
}

export interface RejectedRow extends Fault {
  /** Line of the file; 1 is the header. */
  line: number;
  /** Further faults of the same row. */
  more?: Fault[];
}

export interface ImportReport {
  created: number;
  /** Missing where a row is either new or known, such as a use. */
  updated?: number;
  unchanged: number;
  rejected: RejectedRow[];
  /** All refused rows, of which `rejected` may hold only the first ones. */
  rejectedCount?: number;
  ignoredColumns: string[];
  encoding: string | null;
  dryRun: boolean;
}

/** The report of an import that has come to an end, also of one that failed; undefined while it runs. */
export function reportOf(operation: Operation | undefined): ImportReport | undefined {
  const result = operation?.result;
  if (!result || !Array.isArray(result.rejected)) return undefined;
  return { ignoredColumns: [], encoding: null, ...result } as unknown as ImportReport;
}

/** The lines of a CSV text; a line break inside quotes belongs to its row. Rows come with the line they start in. */
function rowsByLine(text: string): Map<number, string> {
  const rows = new Map<number, string>();
  let isQuoted = false;
  let start = 0;
  let startLine = 1;
  let line = 1;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    const ends = char === undefined || (char === '\n' && !isQuoted);
    if (ends) {
      rows.set(startLine, text.slice(start, at).replace(/\r$/, ''));
      start = at + 1;
      startLine = line + 1;
    }
    if (char === '\n') line++;
  }
  return rows;
}

const labels: Readonly<Record<string, string>> = {
  GBK: 'gb18030',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
};

/**
 * The refused rows of the reader's own file with the reasons behind them, to be mended and imported again: the header, then each row as
 * it was. Of a file whose text is not at hand, such as a workbook, only the places and reasons.
 * @param reasonTitle heading of the column of reasons.
 */
export async function rejectedCsv(report: ImportReport, file: File | undefined, reasonTitle: string): Promise<string> {
  const isText = file && !/\.xlsx?$/i.test(file.name);
  const text = isText
    ? new TextDecoder(labels[report.encoding ?? ''] ?? 'utf-8').decode(await file.arrayBuffer()).replace(/^\uFEFF/, '')
    : undefined;
  const rows = text === undefined ? undefined : rowsByLine(text);
  const header = rows?.get(1);
  const reasons = ({ more = [], ...first }: RejectedRow) =>
    [first, ...more].map(({ column, message }) => (column ? `${column}: ${message}` : message)).join('; ');
  if (!rows || header === undefined) {
    const flat = report.rejected.map((row) => [row.line, row.column ?? '', row.value ?? '', reasons(row)]);
    return csvText([['line', 'column', 'value', reasonTitle], ...flat]);
  }
  const separator = header.includes('\t') && !header.includes(',') ? '\t' : ',';
  const quoted = (words: string) => `"${words.replaceAll('"', '""')}"`;
  const lines = report.rejected.flatMap((row) => {
    const original = rows.get(row.line);
    return original === undefined ? [] : [`${original}${separator}${quoted(reasons(row))}`];
  });
  return `\uFEFF${[`${header}${separator}${quoted(reasonTitle)}`, ...lines].join('\r\n')}\r\n`;
}
