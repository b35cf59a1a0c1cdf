import { isDay, isZone } from '../kernel/local-time.ts';
import { classScheme } from './classification.ts';
import {
  type Cell,
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
import {
  DISCIPLINES,
  type Discipline,
  FIELD_LIMITS,
  FUNDING_SOURCES,
  type FundingSource,
  type InstrumentFields,
} from './instrument.ts';

/** The columns of guanyi.csv in the order of the export: every field of a new instrument. */
export const GUANYI_COLUMNS = [
  'labId',
  'assetNumber',
  'nameZh',
  'nameEn',
  'model',
  'manufacturer',
  'classScheme',
  'classCode',
  'disciplines',
  'acquiredOn',
  'originalValueFen',
  'fundingSource',
  'customsSupervisedUntil',
  'location',
  'descriptionZh',
  'descriptionEn',
  'zone',
] as const;

export type GuanyiColumn = (typeof GUANYI_COLUMNS)[number];
type Field = Exclude<GuanyiColumn, 'labId'>;

/** Other headings by which people call the columns. Only headings are forgiven; values never are. */
const headings: Partial<Record<GuanyiColumn, readonly string[]>> = {
  assetNumber: ['资产编号', '资产编码'],
  nameZh: ['name', '名称', '中文名称', '仪器名称'],
  nameEn: ['英文名称'],
  model: ['型号', '规格型号'],
  manufacturer: ['生产厂家', '制造商', '厂商'],
  classScheme: ['分类标准'],
  classCode: ['分类编码', '分类代码'],
  disciplines: ['discipline', '学科'],
  acquiredOn: ['购置日期'],
  originalValueFen: ['原值分'],
  fundingSource: ['经费来源'],
  customsSupervisedUntil: ['海关监管截止日期', '监管截止日'],
  location: ['存放地点', '地点'],
  descriptionZh: ['description', '说明', '描述'],
  descriptionEn: ['英文说明'],
  zone: ['时区'],
};

const columnByKey = new Map<string, GuanyiColumn>(
  GUANYI_COLUMNS.flatMap((column) =>
    [column, ...(headings[column] ?? [])].map((heading): [string, GuanyiColumn] => [headerKey(heading), column]),
  ),
);

const largestFen = 100_000_000_000_000;

type Reader<K extends Field> = (raw: string) => Cell<InstrumentFields[K]>;

const orNull = (cell: Cell<string>): Cell<string | null> =>
  cell.ok && cell.value === '' ? { ok: true, value: null } : cell;
const line =
  (maximum: number): ((raw: string) => Cell<string>) =>
  (raw) =>
    readLine(raw, maximum);

const readers: { [K in Field]: Reader<K> } = {
  assetNumber: line(FIELD_LIMITS.assetNumber),
  nameZh: line(FIELD_LIMITS.nameZh),
  nameEn: (raw) => orNull(readLine(raw, FIELD_LIMITS.nameEn)),
  model: line(FIELD_LIMITS.model),
  manufacturer: line(FIELD_LIMITS.manufacturer),
  classScheme: line(60),
  classCode: (raw) => (/^(\d{2,8})?$/.test(raw) ? { ok: true, value: raw } : { ok: false, code: 'invalid-class-code' }),
  disciplines: readDisciplines,
  acquiredOn: readDay,
  originalValueFen: readFen,
  fundingSource: readFunding,
  customsSupervisedUntil: readDay,
  location: (raw) => orNull(readLine(raw, FIELD_LIMITS.location)),
  descriptionZh: (raw) => orNull(readText(raw, FIELD_LIMITS.descriptionZh)),
  descriptionEn: (raw) => orNull(readText(raw, FIELD_LIMITS.descriptionEn)),
  zone: readZone,
};

/** Reads a register in the product's own format. Every value is taken as it stands or refused; none is interpreted. */
export function readGuanyi(table: RegisterTable, context: RegisterContext): ReadRegister | UnreadableRegister {
  const found = findColumns(table.header, (name) => columnByKey.get(headerKey(name)), [['assetNumber']]);
  if (!found.ok) return found;
  const { columns, ignoredColumns } = found;
  const rows = table.rows.map((row) => readRow(row, table.header, columns, context));
  const assetHeading = table.header[columns.indexOf('assetNumber')] ?? 'assetNumber';
  return { ok: true, rows: refuseRepeats(rows, assetHeading), ignoredColumns };
}

function readRow(
  row: RegisterRow,
  header: readonly string[],
  columns: readonly (GuanyiColumn | undefined)[],
  context: RegisterContext,
): ReadRow {
  const stated: Record<string, unknown> = {};
  const columnOf: Record<string, string> = {};
  const faults: RowFault[] = [];
  if (row.cells.length > header.length) {
    faults.push({ column: null, code: 'too-many-cells', value: row.cells.slice(header.length).join(', ') });
  }
  columns.forEach((column, i) => {
    if (column === undefined) return;
    const raw = withoutGuard((row.cells[i] ?? '').trim());
    const name = header[i] ?? column;
    if (column === 'labId') {
      if (raw !== '' && raw !== context.labId) faults.push({ column: name, code: 'other-lab', value: raw });
      return;
    }
    columnOf[column] = name;
    const cell = readers[column](raw);
    if (cell.ok) stated[column] = cell.value;
    else faults.push({ column: name, code: cell.code, value: raw });
  });
  const fields = stated as Partial<InstrumentFields>;
  if (fields.assetNumber === '') faults.push({ column: columnOf.assetNumber ?? null, code: 'required', value: null });
  const { classCode } = fields;
  if (classCode && !context.isClassCode(fields.classScheme || classScheme, classCode)) {
    faults.push({ column: columnOf.classCode ?? null, code: 'unknown-class-code', value: classCode });
  }
  if (faults.length > 0) return { ok: false, line: row.line, faults };
  const assetNumber = fields.assetNumber ?? '';
  return {
    ok: true,
    draft: {
      line: row.line,
      assetNumber,
      stated: fields,
      initial: {},
      suggestedClassCode: null,
      sourceFacts: null,
      columnOf,
    },
  };
}

function readDisciplines(raw: string): Cell<Discipline[]> {
  const names = raw.split(/[;,|、，；\s]+/).filter((name) => name !== '');
  const isKnown = (name: string): name is Discipline => DISCIPLINES.some((code) => code === name);
  return names.every(isKnown) ? { ok: true, value: [...new Set(names)] } : { ok: false, code: 'unknown-discipline' };
}

function readDay(raw: string): Cell<string | null> {
  if (raw === '') return { ok: true, value: null };
  return isDay(raw) ? { ok: true, value: raw } : { ok: false, code: 'invalid-date' };
}

function readFen(raw: string): Cell<number | null> {
  if (raw === '') return { ok: true, value: null };
  const fen = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
  return fen <= largestFen ? { ok: true, value: fen } : { ok: false, code: 'invalid-amount' };
}

function readFunding(raw: string): Cell<FundingSource | null> {
  if (raw === '') return { ok: true, value: null };
  const source = FUNDING_SOURCES.find((code) => code === raw);
  return source ? { ok: true, value: source } : { ok: false, code: 'unknown-value' };
}

function readZone(raw: string): Cell<string | null> {
  if (raw === '') return { ok: true, value: null };
  return isZone(raw) ? { ok: true, value: raw } : { ok: false, code: 'unknown-zone' };
}
