import { decodeText } from '@guanyi/domain/catalogue/import-encoding';
import { type BankFile, type BankRecord, readBankFile } from '@guanyi/domain/payments/bank-file';
import { CsvError, parse } from 'csv-parse/sync';

export type ReadBank =
  | { ok: true; file: BankFile; encoding: string }
  | { ok: false; code: 'unknown-encoding' | 'unknown-columns' };

/**
 * What the bytes of a bank's CSV export hold. A file that was cut off, in a row, in quotes or in the middle of a character,
 * gives the rows before the cut; the row of the cut is rejected, because half an amount is an amount too.
 */
export function readBankBytes(bytes: Uint8Array): ReadBank {
  const decoded = decodeWhole(bytes);
  if (!decoded) return { ok: false, code: 'unknown-encoding' };
  const text = decoded.text.replaceAll(/\r\n?/g, '\n');
  const { records, cutLine } = readRecords(text, decoded.isCut);
  const file = readBankFile(records);
  if (!file) return { ok: false, code: 'unknown-columns' };
  if (cutLine !== undefined) file.rejected.push({ line: cutLine, code: 'incomplete-row' });
  return { ok: true, file, encoding: decoded.encoding };
}

/** No character of the encodings in question is longer. */
const longestCharacter = 3;

function decodeWhole(bytes: Uint8Array): { text: string; encoding: string; isCut: boolean } | undefined {
  for (let cut = 0; cut <= longestCharacter && cut < bytes.length; cut += 1) {
    const decoded = decodeText(bytes.subarray(0, bytes.length - cut));
    // Half a character of UTF-8 may pass for GBK; a shorter piece that is UTF-8 throughout is the better reading.
    const isDoubtful = decoded.ok && decoded.encoding === 'GBK' && cut === 0 && endsInsideUtf8(bytes);
    if (decoded.ok && !isDoubtful) return { text: decoded.text, encoding: decoded.encoding, isCut: cut > 0 };
  }
  const decoded = decodeText(bytes);
  return decoded.ok ? { text: decoded.text, encoding: decoded.encoding, isCut: false } : undefined;
}

function endsInsideUtf8(bytes: Uint8Array): boolean {
  return [1, 2, 3].some((cut) => {
    const decoded = decodeText(bytes.subarray(0, bytes.length - cut));
    return decoded.ok && decoded.encoding.startsWith('UTF-8');
  });
}

/** With `info` the library wraps each record; its types know only the plain form. */
interface CsvRecord {
  record: string[];
  info: { lines: number };
}

function readRecords(text: string, isCut: boolean): { records: BankRecord[]; cutLine: number | undefined } {
  const whole = isCut ? undefined : parseLines(text);
  if (whole) return { records: whole, cutLine: undefined };
  // Quotes that never close swallow everything after them, so the cut is looked for from the end.
  const lines = text.split('\n');
  while (lines.at(-1) === '') lines.pop();
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const records = parseLines(lines.slice(0, kept).join('\n'));
    if (records) return { records, cutLine: kept + 1 };
  }
  return { records: [], cutLine: 1 };
}

/** @returns undefined when a quote is left open. */
function parseLines(text: string): BankRecord[] | undefined {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: '\n',
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }) as unknown as CsvRecord[];
    let next = 1;
    return records.map(({ record, info }) => {
      const line = next;
      next = info.lines + 1;
      return { line, cells: record };
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** Some exports of banks part their columns by tabs and still call themselves CSV. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000);
  const count = (character: string) => head.split(character).length;
  return count('\t') > count(',') ? '\t' : ',';
}
