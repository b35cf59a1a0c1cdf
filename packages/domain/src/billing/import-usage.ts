import {
  type Cell,
  type FaultCode,
  findColumns,
  headerKey,
  type RegisterRow,
  type RegisterTable,
  type RowFault,
  readLine,
  type UnreadableRegister,
  withoutGuard,
} from '../catalogue/import-row.ts';
import { isDay, parseClock, wallTime } from '../kernel/local-time.ts';
import type { Instant } from '../kernel/window.ts';
import { SERVICE_WAYS, type ServiceWay } from './price-policy.ts';

/** The columns of a file of uses: what a meter or a log book knows of one use. */
export const USAGE_COLUMNS = [
  'source',
  'sourceId',
  'bookingNumber',
  'assetNumber',
  'customerCode',
  'from',
  'until',
  'idleMinutes',
  'samples',
  'serviceWay',
] as const;
type Column = (typeof USAGE_COLUMNS)[number];

/** Other headings by which people call the columns. Only headings are forgiven; values never are. */
const headings: Record<Column, readonly string[]> = {
  source: ['来源'],
  sourceId: ['来源编号', '流水号', '记录编号'],
  bookingNumber: ['booking', '预约号'],
  assetNumber: ['资产编号', '资产编码'],
  customerCode: ['customer', 'uscc', '统一社会信用代码', '单位代码'],
  from: ['start', '开始', '开始时间'],
  until: ['end', '结束', '结束时间'],
  idleMinutes: ['idle', '空转分钟', '闲置分钟'],
  samples: ['样品数', '样品数量'],
  serviceWay: ['服务方式'],
};

const columnByKey = new Map<string, Column>(
  USAGE_COLUMNS.flatMap((column) =>
    [column, ...headings[column]].map((heading): [string, Column] => [headerKey(heading), column]),
  ),
);

/** One use as a file tells it: of a booking by its number, or a walk-up use of an instrument by a customer. */
export interface UsageDraft {
  line: number;
  source: string;
  sourceId: string;
  bookingNumber: string | null;
  assetNumber: string | null;
  /** Unified social credit code. */
  customerCode: string | null;
  from: Instant;
  /** Null when the file does not know it: the record is a problem then. */
  until: Instant | null;
  idleMinutes: number;
  samples: number | null;
  serviceWay: ServiceWay | null;
}

export type ReadUse = { ok: true; draft: UsageDraft } | { ok: false; line: number; faults: RowFault[] };

export interface ReadUsage {
  ok: true;
  rows: ReadUse[];
  ignoredColumns: string[];
  /** The file's name of a column, for faults that show later. */
  headingOf(column: Column): string | null;
}

/** What a file without the column says. */
const plainSource = 'csv';

/**
 * Reads a file of uses. Times are `YYYY-MM-DD HH:MM[:SS]` by the wall clock of `zone`, or RFC 3339; every value is taken as it stands or
 * its row refused. A pair of source and source id that occurs twice refuses the later row.
 */
export function readUsage(table: RegisterTable, zone: string): ReadUsage | UnreadableRegister {
  const found = findColumns(table.header, (name) => columnByKey.get(headerKey(name)), [['sourceId'], ['from']]);
  if (!found.ok) return found;
  const { columns, ignoredColumns } = found;
  const headingOf = (column: Column) => table.header[columns.indexOf(column)] ?? null;
  const seen = new Set<string>();
  const rows = table.rows.map((row): ReadUse => {
    const read = readRow(row, columns, headingOf, zone);
    if (!read.ok) return read;
    const key = JSON.stringify([read.draft.source, read.draft.sourceId]);
    if (!seen.has(key)) {
      seen.add(key);
      return read;
    }
    const fault = {
      column: headingOf('sourceId'),
      code: 'repeated-source-id',
      value: read.draft.sourceId,
    } as const;
    return { ok: false, line: row.line, faults: [fault] };
  });
  return { ok: true, rows, ignoredColumns, headingOf };
}

function readRow(
  row: RegisterRow,
  columns: readonly (Column | undefined)[],
  headingOf: (column: Column) => string | null,
  zone: string,
): ReadUse {
  const faults: RowFault[] = [];
  if (row.cells.length > columns.length) faults.push({ column: null, code: 'too-many-cells', value: null });
  const raw = (column: Column) => withoutGuard((row.cells[columns.indexOf(column)] ?? '').trim());
  function take<T>(column: Column, cell: Cell<T>, otherwise: T): T {
    if (cell.ok) return cell.value;
    faults.push({ column: headingOf(column) ?? column, code: cell.code, value: raw(column) });
    return otherwise;
  }
  const line = (column: Column, maximum: number) => take(column, readLine(raw(column), maximum), '');
  const orNull = (text: string) => (text === '' ? null : text);
  const sourceId = take('sourceId', needed(readLine(raw('sourceId'), 200)), '');
  const from = take('from', needed(readTime(raw('from'), zone)), 0) ?? 0;
  const draft: UsageDraft = {
    line: row.line,
    source: line('source', 60) || plainSource,
    sourceId,
    bookingNumber: orNull(line('bookingNumber', 40)),
    assetNumber: orNull(line('assetNumber', 100)),
    customerCode: orNull(line('customerCode', 40)),
    from,
    until: take('until', readTime(raw('until'), zone), null),
    idleMinutes: take('idleMinutes', readCount(raw('idleMinutes'), 527_040), 0) ?? 0,
    samples: take('samples', readCount(raw('samples'), 100_000), null),
    serviceWay: take('serviceWay', readWay(raw('serviceWay')), null),
  };
  if (draft.bookingNumber === null) {
    for (const column of ['assetNumber', 'customerCode'] as const) {
      if (draft[column] === null) faults.push({ column: headingOf(column) ?? column, code: 'required', value: null });
    }
  }
  return faults.length > 0 ? { ok: false, line: row.line, faults } : { ok: true, draft };
}

function needed<T>(cell: Cell<T>): Cell<T> {
  return cell.ok && (cell.value === '' || cell.value === null) ? { ok: false, code: 'required' } : cell;
}

const wallClock = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function readTime(text: string, zone: string): Cell<Instant | null> {
  if (text === '') return { ok: true, value: null };
  const wrong = { ok: false, code: 'invalid-time' } as const;
  if (instantText.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? wrong : { ok: true, value: at };
  }
  const [, year = '', month = '', day = '', hours = '', minutes = '', seconds = '0'] = wallClock.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const clock = parseClock(`${hours.padStart(2, '0')}:${minutes}`);
  if (!isDay(date) || clock === null || Number(seconds) > 59) return wrong;
  return { ok: true, value: wallTime(zone, date, clock) + Number(seconds) * 1_000 };
}

function readCount(text: string, largest: number): Cell<number | null> {
  if (text === '') return { ok: true, value: null };
  return /^\d{1,6}$/.test(text) && Number(text) <= largest
    ? { ok: true, value: Number(text) }
    : { ok: false, code: 'invalid-number' satisfies FaultCode };
}

function readWay(text: string): Cell<ServiceWay | null> {
  if (text === '') return { ok: true, value: null };
  const way = SERVICE_WAYS.find((one) => one === text);
  return way ? { ok: true, value: way } : { ok: false, code: 'unknown-value' };
}
