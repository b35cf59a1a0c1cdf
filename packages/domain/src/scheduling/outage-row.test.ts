import { describe, expect, it } from 'vitest';
import { instantOf, readOutages } from './outage-row.ts';

const read = (...cells: string[]) => {
  const list = readOutages({
    header: ['资产编号', 'From', 'until', 'Kind', 'note'],
    rows: [{ line: 2, cells }],
  });
  if (!list.ok) throw new Error(list.code);
  return list.rows[0]!;
};

describe('a row of a list of outages', () => {
  it('is read by headings and kinds in both languages, with times of the wall clock', () => {
    const row = read('QD-1', '2026-12-14 09:00', '2026-12-14T11:00:00+08:00', '校准', '年检');
    expect(row).toMatchObject({ ok: true, draft: { assetNumber: 'QD-1', kind: 'calibration', note: '年检' } });
    if (!row.ok) return;
    expect(instantOf(row.draft.from, 'Asia/Shanghai')).toBe(Date.parse('2026-12-14T01:00:00Z'));
    expect(instantOf(row.draft.until, 'America/New_York')).toBe(Date.parse('2026-12-14T03:00:00Z'));
  });

  it.each([
    [['', '2026-12-14 09:00', '2026-12-14 10:00', 'breakdown', ''], '资产编号', 'required'],
    [['A', '14.12.2026', '2026-12-14 10:00', 'breakdown', ''], 'From', 'invalid-time'],
    [['A', '2026-02-30 09:00', '2026-12-14 10:00', 'breakdown', ''], 'From', 'invalid-time'],
    [['A', '2026-12-14 09:00', '2026-12-14 25:00', 'breakdown', ''], 'until', 'invalid-time'],
    [['A', '2026-12-14 09:00', '2026-12-14 10:00', 'lunch', ''], 'Kind', 'unknown-value'],
    [['A', '2026-12-14 09:00', '2026-12-14 10:00', 'breakdown', 'x'.repeat(2_001)], 'note', 'too-long'],
    [['A', '2026-12-14 09:00', '2026-12-14 10:00', 'breakdown', '', 'more'], null, 'too-many-cells'],
  ])('is refused with column and reason: %j', (cells, column, code) => {
    expect(read(...cells)).toMatchObject({ ok: false, line: 2, faults: [{ column, code }] });
  });

  it('needs its columns', () => {
    expect(readOutages({ header: ['assetNumber', 'from'], rows: [] })).toMatchObject({ code: 'missing-column' });
  });
});
