import type { ExportRow } from '@guanyi/db/catalogue/export-rows';
import { GUANYI_COLUMNS, type GuanyiColumn } from '@guanyi/domain/catalogue/import-guanyi';
import { withGuard } from '@guanyi/domain/catalogue/import-row';
import { UNIQUIP_COLUMNS, type UniquipColumn } from '@guanyi/domain/catalogue/import-uniquip';
import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';

type Chunks = AsyncIterable<readonly ExportRow[]>;

/** Tells spreadsheets that the file is UTF-8. */
const byteOrderMark = '\uFEFF';

/** The product's own register: every field of a new instrument, which the import takes back unchanged. */
export async function* writeGuanyiCsv(chunks: Chunks): AsyncGenerator<string> {
  yield byteOrderMark + stringify([[...GUANYI_COLUMNS]]);
  for await (const rows of chunks) yield stringify(rows.map(guanyiCells));
}

/** The UNIQUIP publishing format, with what an imported register said beyond our fields. */
export async function* writeUniquipCsv(
  chunks: Chunks,
  urlOf: (instrumentId: string) => string,
): AsyncGenerator<string> {
  yield byteOrderMark + stringify([[...UNIQUIP_COLUMNS]]);
  for await (const rows of chunks) yield stringify(rows.map((row) => uniquipCells(row, urlOf(row.id))));
}

/** The guanyi register as a worksheet. */
export async function writeWorkbook(chunks: Chunks): Promise<Buffer> {
  const cell = (value: string) => ({ type: String, value });
  const sheet = [GUANYI_COLUMNS.map((column) => ({ ...cell(column), fontWeight: 'bold' as const }))];
  for await (const rows of chunks) {
    for (const row of rows) sheet.push(GUANYI_COLUMNS.map((column) => cell(guanyiCell(row, column))) as never);
  }
  return writeExcelFile(sheet as never).toBuffer();
}

function guanyiCells(row: ExportRow): string[] {
  return GUANYI_COLUMNS.map((column) => withGuard(guanyiCell(row, column)));
}

function guanyiCell(row: ExportRow, column: GuanyiColumn): string {
  const value = row[column];
  if (value === null) return '';
  return Array.isArray(value) ? value.join(';') : String(value);
}

function uniquipCells(row: ExportRow, url: string): string[] {
  const facts: Partial<Record<UniquipColumn, string>> = row.sourceFacts ?? {
    Technique: row.classNameEn ?? row.className ?? '',
    Department: row.labNameEn ?? row.labNameZh,
    'Site Location': row.city,
    Building: row.location ?? '',
    'Contact Telephone': row.contact?.phone ?? '',
    'Contact Email': row.contact?.email ?? '',
    'Web Address': url,
  };
  const own: Partial<Record<UniquipColumn, string>> = {
    Type: facts.Type ?? 'equipment',
    ID: row.assetNumber,
    Name: row.nameEn ?? row.nameZh,
    Description: row.descriptionEn ?? row.descriptionZh ?? '',
  };
  return UNIQUIP_COLUMNS.map((column) => withGuard(own[column] ?? facts[column] ?? ''));
}
