import { isDay } from '../kernel/local-time.ts';
import { classScheme, unclassified } from './classification.ts';
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
import { FIELD_LIMITS, type FundingSource, type InstrumentFields } from './instrument.ts';

/** The fields of a record of type 4 (one instrument) of the national platform, with the headings that forms give them. */
const headings = {
  innerId: ['资产编号', '所在单位仪器编号', '仪器编号'],
  cname: ['仪器名称', '中文名称', '仪器设备名称'],
  ename: ['英文名称'],
  insCode: ['单位代码', '所属单位标识'],
  instrBelongsType: ['所属资源载体类型'],
  instrBelongsName: ['所属资源载体名称'],
  instrCategory: ['仪器分类编码', '仪器设备分类编码', '分类编码'],
  instrSource: ['仪器设备来源', '来源'],
  instrSupervise: ['海关监管情况', '是否海关监管'],
  worth: ['原值', '仪器设备原值', '原值万元'],
  nation: ['产地国别', '国别'],
  manufacturer: ['生产制造商', '生产厂家', '制造商'],
  beginDate: ['启用日期'],
  type: ['仪器设备类别', '通用专用'],
  instrVersion: ['规格型号', '型号'],
  technical: ['主要技术指标'],
  function: ['主要功能'],
  subject: ['主要学科领域', '学科领域'],
  serviceContent: ['服务内容'],
  achievement: ['服务典型成果'],
  status: ['运行状态'],
  requirement: ['对外开放共享规定', '开放规定'],
  fee: ['参考收费标准', '收费标准'],
  serviceUrl: ['预约服务网址', '服务网址'],
  province: ['省'],
  city: ['市'],
  county: ['区县'],
  street: ['街道'],
  contact: ['联系人'],
  phone: ['电话'],
  email: ['电子邮箱'],
  address: ['通讯地址'],
  postalcode: ['邮政编码'],
  shareMode: ['共享模式'],
  image: ['图片'],
  runMachine: ['年总运行机时'],
  serviceMachine: ['年服务机时'],
  funds: ['购置经费来源', '主要购置经费来源'],
  insideDepart: ['所在部门', '安放部门'],
} as const;

type NriiColumn = keyof typeof headings;

const columnByKey = new Map<string, NriiColumn>(
  (Object.keys(headings) as NriiColumn[]).flatMap((column) =>
    [column, ...headings[column]].map((heading): [string, NriiColumn] => [headerKey(heading), column]),
  ),
);

const fundingByWord: Readonly<Record<string, FundingSource>> = {
  中央: 'central',
  地方: 'local',
  自有: 'own',
  其他: 'other',
};

/** The platform says whether customs supervise an instrument, not until when: until a person states the day, there is none. */
const supervisedUntilReleased = '2199-12-31';
const factLimit = 2_000;
const fenPerTenThousandYuan = 1_000_000;
const largestFen = 100_000_000_000_000;

/** Which field a column states and how its cell is read; the rest of a record is kept beside the instrument. */
const readers: { readonly [K in NriiColumn]?: { field: keyof InstrumentFields; read: Reader } } = {
  innerId: { field: 'assetNumber', read: (text) => readLine(text, FIELD_LIMITS.assetNumber) },
  cname: { field: 'nameZh', read: (text) => readLine(text, FIELD_LIMITS.nameZh) },
  ename: { field: 'nameEn', read: (text) => orNull(readLine(text, FIELD_LIMITS.nameEn)) },
  instrCategory: { field: 'classCode', read: readCategory },
  instrVersion: { field: 'model', read: (text) => readLine(text, FIELD_LIMITS.model) },
  manufacturer: { field: 'manufacturer', read: (text) => readLine(text, FIELD_LIMITS.manufacturer) },
  worth: { field: 'originalValueFen', read: readWorth },
  beginDate: { field: 'acquiredOn', read: readDay },
  funds: { field: 'fundingSource', read: readFunding },
  function: { field: 'descriptionZh', read: (text) => orNull(readText(text, FIELD_LIMITS.descriptionZh)) },
};

type Reader = (text: string, context: RegisterContext) => Cell<string | number | null>;

/**
 * Reads records of type 4 of the national platform's reporting interface. `worth` is in ten thousand yuan; `beginDate`, the day an
 * instrument was put to use, is the only day that a record has and stands for the day of acquisition. Disciplines are the lab's.
 */
export function readNrii(table: RegisterTable, context: RegisterContext): ReadRegister | UnreadableRegister {
  const found = findColumns(table.header, (name) => columnByKey.get(headerKey(name)), [['innerId'], ['cname']]);
  if (!found.ok) return found;
  const { columns, ignoredColumns } = found;
  const rows = table.rows.map((row) => readRow(row, table.header, columns, context));
  return {
    ok: true,
    rows: refuseRepeats(rows, table.header[columns.indexOf('innerId')] ?? 'innerId'),
    ignoredColumns,
  };
}

function readRow(
  row: RegisterRow,
  header: readonly string[],
  columns: readonly (NriiColumn | undefined)[],
  context: RegisterContext,
): ReadRow {
  const faults: RowFault[] = [];
  const stated: Record<string, unknown> = {};
  const facts: Record<string, string> = {};
  const columnOf: Record<string, string> = {};
  if (row.cells.length > header.length) {
    faults.push({ column: null, code: 'too-many-cells', value: row.cells.slice(header.length).join(', ') });
  }
  for (const [i, column] of columns.entries()) {
    if (column === undefined) continue;
    const raw = withoutGuard((row.cells[i] ?? '').trim());
    const refuse = (code: RowFault['code']) => faults.push({ column: header[i] ?? column, code, value: raw || null });
    if (raw === '' && (column === 'innerId' || column === 'cname')) {
      refuse('required');
      continue;
    }
    const reader = readers[column];
    const cell = reader ? reader.read(raw, context) : readText(raw, factLimit);
    if (!cell.ok) refuse(cell.code);
    else if (reader) {
      stated[reader.field] = cell.value;
      columnOf[reader.field] = header[i] ?? column;
    } else if (cell.value !== '') facts[column] = String(cell.value);
    if (column === 'instrSupervise' && !['', '是', '否'].includes(raw)) refuse('unknown-value');
  }
  if (faults.length > 0) return { ok: false, line: row.line, faults };
  const fields = stated as Partial<InstrumentFields> & Pick<InstrumentFields, 'assetNumber'>;
  const initial = {
    ...{ model: '', manufacturer: '', classScheme, classCode: unclassified },
    ...(facts.instrSupervise === '是' ? { customsSupervisedUntil: supervisedUntilReleased } : {}),
  };
  const { assetNumber } = fields;
  return {
    ok: true,
    draft: {
      line: row.line,
      assetNumber,
      stated: fields,
      initial,
      suggestedClassCode: null,
      sourceFacts: facts,
      columnOf,
    },
  };
}

const orNull = (cell: Cell<string>): Cell<string | null> =>
  cell.ok && cell.value === '' ? { ok: true, value: null } : cell;

/** Six digits, as the platform requires them. */
function readCategory(text: string, context: RegisterContext): Cell<string> {
  if (!/^\d{6}$/.test(text)) return { ok: false, code: 'invalid-class-code' };
  return context.isClassCode(classScheme, text) ? { ok: true, value: text } : { ok: false, code: 'unknown-class-code' };
}

/** Ten thousand yuan with at most six decimals, which is a whole number of fen; digits are moved, never multiplied as floats. */
function readWorth(text: string): Cell<number | null> {
  if (text === '') return { ok: true, value: null };
  const [, whole = '', decimals = ''] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === '') return { ok: false, code: 'invalid-amount' };
  const fen = Number(whole) * fenPerTenThousandYuan + Number(decimals.padEnd(6, '0'));
  return fen <= largestFen ? { ok: true, value: fen } : { ok: false, code: 'invalid-amount' };
}

function readDay(text: string): Cell<string | null> {
  if (text === '') return { ok: true, value: null };
  return isDay(text) ? { ok: true, value: text } : { ok: false, code: 'invalid-date' };
}

function readFunding(text: string): Cell<FundingSource | null> {
  if (text === '') return { ok: true, value: null };
  const source = fundingByWord[text];
  return source ? { ok: true, value: source } : { ok: false, code: 'unknown-value' };
}
