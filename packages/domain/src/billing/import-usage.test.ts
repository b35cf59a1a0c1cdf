import { expect, it } from 'vitest';
import { readUsage } from './import-usage.ts';

const zone = 'Asia/Shanghai';
const header = ['来源', '流水号', '预约号', '资产编号', '单位代码', '开始时间', '结束时间', '空转分钟'];
const read = (...rows: string[][]) => {
  const table = { header, rows: rows.map((cells, i) => ({ line: i + 2, cells })) };
  const result = readUsage(table, zone);
  if (!result.ok) throw new Error(result.code);
  return result.rows;
};

it('reads times by the wall clock of the zone, or as instants, with seconds', () => {
  const rows = read(
    ['meter', 'a', 'B-1', '', '', '2026-12-14 09:00', '2026/12/14 9:30:15', '5'],
    ['', 'b', '', 'QD-1', '12', '2026-12-14T09:00:00+08:00', '', ''],
  );
  const nine = Date.parse('2026-12-14T01:00:00Z');
  expect(rows).toMatchObject([
    { ok: true, draft: { source: 'meter', sourceId: 'a', from: nine, until: nine + 1_815_000, idleMinutes: 5 } },
    {
      ok: true,
      draft: { source: 'csv', sourceId: 'b', from: nine, until: null, assetNumber: 'QD-1', customerCode: '12' },
    },
  ]);
});

it.each([
  ['a day that does not exist', ['m', 'a', 'B', '', '', '2026-02-30 09:00', '', ''], '开始时间', 'invalid-time'],
  ['a time after midnight of no day', ['m', 'a', 'B', '', '', '2026-02-03 25:00', '', ''], '开始时间', 'invalid-time'],
  ['a number of Excel instead of a time', ['m', 'a', 'B', '', '', '45000.375', '', ''], '开始时间', 'invalid-time'],
  ['no start', ['m', 'a', 'B', '', '', '', '', ''], '开始时间', 'required'],
  ['no id', ['m', '', 'B', '', '', '2026-02-03 09:00', '', ''], '流水号', 'required'],
  ['neither booking nor customer', ['m', 'a', '', 'QD-1', '', '2026-02-03 09:00', '', ''], '单位代码', 'required'],
  ['a part of a minute', ['m', 'a', 'B', '', '', '2026-02-03 09:00', '', '1.5'], '空转分钟', 'invalid-number'],
  ['minutes below zero', ['m', 'a', 'B', '', '', '2026-02-03 09:00', '', '-1'], '空转分钟', 'invalid-number'],
])('refuses a row with %s', (_name, cells, column, code) => {
  expect(read(cells)).toMatchObject([{ ok: false, line: 2, faults: [{ column, code }] }]);
});

it('refuses the later of two rows of one source and id', () => {
  const row = ['m', 'a', 'B', '', '', '2026-02-03 09:00', '', ''];
  expect(read(row, row, ['n', ...row.slice(1)]).map((one) => one.ok)).toEqual([true, false, true]);
});

it('cannot do without the column of ids', () => {
  const table = { header: ['from'], rows: [] };
  expect(readUsage(table, zone)).toEqual({ ok: false, code: 'missing-column', column: 'sourceId' });
});
