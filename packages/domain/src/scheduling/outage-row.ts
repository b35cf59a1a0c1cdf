import {
  findColumns,
  headerKey,
  type RegisterRow,
  type RegisterTable,
  readText,
  type UnreadableRegister,
  withoutGuard,
} from '../catalogue/import-row.ts';
import { isDay, parseClock, wallTime } from '../kernel/local-time.ts';
import type { Instant } from '../kernel/window.ts';
import { OUTAGE_KINDS, type OutageKind } from './claim.ts';

const columns = ['assetNumber', 'from', 'until', 'kind', 'note'] as const;
type Column = (typeof columns)[number];

const headings: Record<Column, readonly string[]> = {
  assetNumber: ['资产编号', '资产编码'],
  from: ['start', '开始', '开始时间'],
  until: ['end', '结束', '结束时间'],
  kind: ['type', '类型', '停用类型'],
  note: ['remark', '说明', '备注'],
};

const columnByKey = new Map<string, Column>(
  columns.flatMap((column) =>
    [column, ...headings[column]].map((heading): [string, Column] => [headerKey(heading), column]),
  ),
);

/** Kinds as people write them. */
const kinds = new Map<string, OutageKind>([
  ...OUTAGE_KINDS.map((kind): [string, OutageKind] => [kind.toLowerCase(), kind]),
  ['维护', 'maintenance'],
  ['保养', 'maintenance'],
  ['校准', 'calibration'],
  ['故障', 'breakdown'],
  ['法定任务', 'statutory'],
  ['法检任务', 'statutory'],
  ['开放日', 'openDay'],
]);

const longestNote = 2_000;

export type OutageFaultCode =
  | 'required'
  | 'too-long'
  | 'control-character'
  | 'too-many-cells'
  | 'unknown-value'
  | 'invalid-time'
  | 'invalid-window'
  | 'unknown-asset-number'
  | 'duplicate-in-file'
  | 'instrument-retired';

export interface OutageFault {
  column: string | null;
  code: OutageFaultCode;
  value: string | null;
}

/** A time as the file has it: local `YYYY-MM-DD HH:MM`, in the zone of the instrument, or RFC 3339 with an offset. */
export type WrittenTime = { day: string; minutes: number } | { at: Instant };

/** What a readable row asks for; its times wait for the zone of the instrument. */
export interface OutageDraft {
  line: number;
  assetNumber: string;
  from: WrittenTime;
  until: WrittenTime;
  kind: OutageKind;
  note: string;
}

export type OutageRow = { ok: true; draft: OutageDraft } | { ok: false; line: number; faults: OutageFault[] };

export interface OutageList {
  ok: true;
  rows: OutageRow[];
  ignoredColumns: string[];
}

/** Reads a list of outages; a row that cannot be read keeps its reasons and holds up no other. */
export function readOutages(table: RegisterTable): OutageList | UnreadableRegister {
  const found = findColumns(table.header, (heading) => columnByKey.get(headerKey(heading)), [
    ['assetNumber'],
    ['from'],
    ['until'],
    ['kind'],
  ]);
  if (!found.ok) return found;
  const rows = table.rows.map((row) => readRow(row, found.columns, table.header));
  return { ok: true, rows: refuseRepeats(rows), ignoredColumns: found.ignoredColumns };
}

/** Marks every row but the first of those that say the same of one instrument. */
function refuseRepeats(rows: readonly OutageRow[]): OutageRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (!row.ok) return row;
    const { line, assetNumber, from, until, kind } = row.draft;
    const key = JSON.stringify([assetNumber, from, until, kind]);
    if (seen.has(key))
      return { ok: false, line, faults: [{ column: null, code: 'duplicate-in-file', value: assetNumber }] };
    seen.add(key);
    return row;
  });
}

function readRow(
  { line, cells }: RegisterRow,
  found: readonly (Column | undefined)[],
  header: readonly string[],
): OutageRow {
  if (cells.length > header.length)
    return { ok: false, line, faults: [{ column: null, code: 'too-many-cells', value: null }] };
  const raw = (column: Column) => withoutGuard(cells[found.indexOf(column)] ?? '').trim();
  const faults: OutageFault[] = [];
  const fail = (column: Column, code: OutageFaultCode): null => {
    faults.push({ column: header[found.indexOf(column)] ?? column, code, value: raw(column) || null });
    return null;
  };
  const filled = (column: Column): string | null => raw(column) || fail(column, 'required');
  const time = (column: 'from' | 'until'): WrittenTime | null => {
    const text = filled(column);
    return text === null ? null : (readTime(text) ?? fail(column, 'invalid-time'));
  };
  const assetNumber = filled('assetNumber');
  const [from, until] = [time('from'), time('until')];
  const kindText = filled('kind');
  const kind = kindText === null ? null : (kinds.get(kindText.toLowerCase()) ?? fail('kind', 'unknown-value'));
  const note = readText(raw('note'), longestNote);
  if (!note.ok) fail('note', note.code as OutageFaultCode);
  if (assetNumber === null || !from || !until || kind === null || !note.ok) return { ok: false, line, faults };
  return { ok: true, draft: { line, assetNumber, from, until, kind, note: note.value } };
}

function readTime(text: string): WrittenTime | null {
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::00)?$/.exec(text);
  if (local?.[1] && local[2]) {
    const minutes = parseClock(local[2]);
    return isDay(local[1]) && minutes !== null ? { day: local[1], minutes } : null;
  }
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = isInstant && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : { at };
}

/** The instant that is meant, by the wall clock of the instrument. */
export function instantOf(written: WrittenTime, zone: string): Instant {
  return 'at' in written ? written.at : wallTime(zone, written.day, written.minutes);
}
