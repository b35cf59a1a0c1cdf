import { classScheme, suggestClass, unclassified } from './classification.ts';
import {
  findColumns,
  headerKey,
  type ReadRegister,
  type ReadRow,
  type RegisterContext,
  type RegisterRow,
  type RegisterTable,
  type RowFault,
  readLine,
  readText,
  refuseRepeats,
  type UnreadableRegister,
  withoutGuard,
} from './import-row.ts';
import { FIELD_LIMITS, type InstrumentFields } from './instrument.ts';

/** The 21 columns of the UNIQUIP publishing specification 1.0, in the order of its template. */
export const UNIQUIP_COLUMNS = [
  'Type',
  'Name',
  'Description',
  'Related Facility ID',
  'Technique',
  'Location',
  'Contact Name',
  'Contact Telephone',
  'Contact URL',
  'Contact Email',
  'Secondary Contact Name',
  'Secondary Contact Telephone',
  'Secondary Contact URL',
  'Secondary Contact Email',
  'ID',
  'Photo',
  'Department',
  'Site Location',
  'Building',
  'Service Level',
  'Web Address',
] as const;

export type UniquipColumn = (typeof UNIQUIP_COLUMNS)[number];

/** Columns that become fields of the instrument; the rest is kept beside it and given back by the export. */
const fieldColumns = new Set<UniquipColumn>(['ID', 'Name', 'Description', 'Type']);

const columnByKey = new Map<string, UniquipColumn>(UNIQUIP_COLUMNS.map((column) => [headerKey(column), column]));

/** The technique column names its vocabulary behind a colon: `Technique:cpv`, `Technique:N8`. */
function columnOf(heading: string): UniquipColumn | undefined {
  return columnByKey.get(headerKey(heading.replace(/:.*$/, '')));
}

const factLimit = 2_000;

/**
 * Reads a UNIQUIP register. It knows neither class nor value nor discipline: the class is only proposed, the disciplines
 * are those of the lab, and the value stays unknown until a person states it.
 */
export function readUniquip(table: RegisterTable, _context: RegisterContext): ReadRegister | UnreadableRegister {
  const found = findColumns(table.header, columnOf, [['ID'], ['Name', 'Description']]);
  if (!found.ok) return found;
  const { columns, ignoredColumns } = found;
  const rows = table.rows.map((row) => readRow(row, table.header, columns));
  return {
    ok: true,
    rows: refuseRepeats(rows, table.header[columns.indexOf('ID')] ?? 'ID'),
    ignoredColumns,
  };
}

function readRow(
  row: RegisterRow,
  header: readonly string[],
  columns: readonly (UniquipColumn | undefined)[],
): ReadRow {
  const faults: RowFault[] = [];
  const headingOf = (column: UniquipColumn) => header[columns.indexOf(column)] ?? column;
  const refuse = (column: UniquipColumn, code: RowFault['code'], value: string | null) =>
    faults.push({ column: headingOf(column), code, value });
  const raw = (column: UniquipColumn) => withoutGuard((row.cells[columns.indexOf(column)] ?? '').trim());
  const take = (column: UniquipColumn, maximum: number, read = readLine): string => {
    const cell = read(raw(column), maximum);
    if (!cell.ok) refuse(column, cell.code, raw(column));
    return cell.ok ? cell.value : '';
  };
  if (row.cells.length > header.length) {
    faults.push({ column: null, code: 'too-many-cells', value: row.cells.slice(header.length).join(', ') });
  }
  const type = raw('Type').toLowerCase();
  if (type === 'facility') refuse('Type', 'not-equipment', raw('Type'));
  else if (type !== '' && type !== 'equipment') refuse('Type', 'unknown-value', raw('Type'));
  const assetNumber = take('ID', FIELD_LIMITS.assetNumber);
  if (raw('ID') === '') refuse('ID', 'required', null);
  const description = take('Description', FIELD_LIMITS.descriptionZh, readText);
  const name = take('Name', FIELD_LIMITS.nameZh) || nameFrom(description);
  if (name === '' && raw('Name') === '') refuse('Name', 'required', null);
  const facts: Record<string, string> = {};
  for (const column of columns) {
    if (column === undefined || fieldColumns.has(column)) continue;
    const text = take(column, factLimit, readText);
    if (text !== '') facts[column] = text;
  }
  const location = [facts.Building, facts['Site Location']].filter((part) => part !== undefined).join(', ');
  if (location.length > FIELD_LIMITS.location) refuse('Building', 'too-long', location);
  if (faults.length > 0) return { ok: false, line: row.line, faults };
  const stated = { ...named(name), ...described(description), location: location === '' ? null : location };
  return {
    ok: true,
    draft: {
      line: row.line,
      assetNumber,
      stated: { assetNumber, ...stated },
      initial: { nameZh: name, model: '', manufacturer: '', classScheme, classCode: unclassified },
      suggestedClassCode: suggestClass(`${name} ${facts.Technique ?? ''} ${description}`),
      sourceFacts: facts,
      columnOf: { assetNumber: headingOf('ID'), nameZh: headingOf('Name') },
    },
  };
}

/** UNIQUIP asks for a name or a description; a description that is short enough can stand for the name. */
function nameFrom(description: string): string {
  const text = description.replace(/\s+/g, ' ');
  return text.length <= FIELD_LIMITS.nameZh ? text : '';
}

/** A name without a Chinese character is the English one; the Chinese one is for a person to give. */
function named(name: string): Partial<InstrumentFields> {
  return hasHan(name) ? { nameZh: name } : { nameEn: name };
}

function described(description: string): Partial<InstrumentFields> {
  if (description === '') return { descriptionZh: null, descriptionEn: null };
  return hasHan(description) ? { descriptionZh: description } : { descriptionEn: description };
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
