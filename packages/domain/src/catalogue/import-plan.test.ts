import { describe, expect, it } from 'vitest';
import { readGuanyi } from './import-guanyi.ts';
import { readNrii } from './import-nrii.ts';
import { type KnownInstrument, planRow } from './import-plan.ts';
import type { DraftRow, ReadRegister, RegisterTable, UnreadableRegister } from './import-row.ts';
import { withGuard, withoutGuard } from './import-row.ts';
import { readUniquip } from './import-uniquip.ts';

const context = { labId: 'lab-1', isClassCode: (_: string, code: string) => code === '010502' };
const table = (header: string[], ...rows: string[][]): RegisterTable => ({
  header,
  rows: rows.map((cells, i) => ({ line: i + 2, cells })),
});

function draftOf(register: ReadRegister | UnreadableRegister): DraftRow {
  const row = register.ok ? register.rows[0] : undefined;
  if (!row?.ok) throw new Error(JSON.stringify(row ?? register));
  return row.draft;
}

const known: KnownInstrument = {
  ...{ id: '1', isRetired: false, suggestedClassCode: null, sourceFacts: null },
  ...{ assetNumber: 'A', nameZh: '液相色谱仪', nameEn: null, model: '', manufacturer: 'M', classCode: '010502' },
  ...{ classScheme: 'GB/T 32847-2016', disciplines: ['foodSafety'], acquiredOn: null, originalValueFen: null },
  ...{
    fundingSource: null,
    customsSupervisedUntil: null,
    location: 'B 1',
    descriptionZh: null,
    descriptionEn: null,
    zone: null,
  },
};

describe('a row of guanyi.csv', () => {
  const plan = (header: string[], cells: string[], stored: KnownInstrument | null = known) =>
    planRow(draftOf(readGuanyi(table(header, cells), context)), stored ?? undefined, ['textile']);

  it('changes only what it states', () => {
    expect(plan(['assetNumber', 'model'], ['A', 'X'])).toMatchObject({ kind: 'update', changes: { model: 'X' } });
    expect(plan(['assetNumber', 'manufacturer'], ['A', 'M'])).toEqual({ kind: 'unchanged' });
  });

  it('may leave empty what was empty, but not empty a required field', () => {
    expect(plan(['assetNumber', 'model', 'acquiredOn'], ['A', '', ''])).toEqual({ kind: 'unchanged' });
    expect(plan(['assetNumber', 'manufacturer'], ['A', ''])).toMatchObject({
      kind: 'rejected',
      faults: [{ column: 'manufacturer', code: 'required' }],
    });
    expect(plan(['assetNumber', 'location'], ['A', ''])).toMatchObject({ kind: 'update', changes: { location: null } });
  });

  it('names every column that a new instrument lacks', () => {
    const planned = plan(['assetNumber', '名称'], ['A', 'x'], null);
    const columns = planned.kind === 'rejected' ? planned.faults.map((fault) => fault.column) : [];
    expect(columns).toContain('originalValueFen');
    expect(columns).not.toContain('名称');
  });

  it('does not change what is retired', () => {
    const retired = { ...known, isRetired: true };
    expect(plan(['assetNumber', 'model'], ['A', ''], retired)).toEqual({ kind: 'unchanged' });
    expect(plan(['assetNumber', 'model'], ['A', 'X'], retired)).toMatchObject({ kind: 'rejected' });
  });

  it.each([
    ['acquiredOn', '2008', 'invalid-date'],
    ['acquiredOn', '2021-02-30', 'invalid-date'],
    ['originalValueFen', '1,200', 'invalid-amount'],
    ['originalValueFen', '-5', 'invalid-amount'],
    ['originalValueFen', '1e3', 'invalid-amount'],
    ['fundingSource', 'Central', 'unknown-value'],
    ['zone', 'Beijing', 'unknown-zone'],
    ['classCode', '0105xx', 'invalid-class-code'],
    ['classCode', '010503', 'unknown-class-code'],
    ['disciplines', 'foodSafety;cooking', 'unknown-discipline'],
    ['labId', 'lab-2', 'other-lab'],
    ['nameZh', 'a\u0000b', 'control-character'],
  ])('with %s = %j is refused as %s', (column, value, code) => {
    const register = readGuanyi(table(['assetNumber', column], ['A', value]), context);
    expect(register.ok && register.rows[0]).toMatchObject({ ok: false, faults: [{ column, code, value }] });
  });
});

describe('a row of a UNIQUIP register', () => {
  const header = ['ID', 'Name', 'Description', 'Technique:cpv', 'Building', 'Site Location', 'Funny'];
  const read = (...cells: string[]) => readUniquip(table(header, cells), context);

  it('makes an incomplete instrument of the disciplines of its lab, with a proposed class', () => {
    const planned = planRow(draftOf(read('1', 'GC-MS', 'old', 'Spectrometry', 'B 1', 'North')), undefined, ['textile']);
    expect(planned).toMatchObject({
      kind: 'create',
      fields: {
        nameZh: 'GC-MS',
        nameEn: 'GC-MS',
        classCode: '990000',
        disciplines: ['textile'],
        location: 'B 1, North',
      },
    });
    expect(draftOf(read('1', 'GC-MS')).suggestedClassCode).toBe('010201');
  });

  it('leaves alone the Chinese name that a person has given since', () => {
    const stored = { ...known, nameZh: '气质联用仪', nameEn: 'GC-MS', location: null, sourceFacts: {} };
    expect(planRow(draftOf(read('A', 'GC-MS')), stored, [])).toEqual({ kind: 'unchanged' });
  });

  it('takes a short description for a missing name, and refuses a row with neither', () => {
    expect(draftOf(read('1', '', 'A balance')).initial.nameZh).toBe('A balance');
    const register = read('1', '', '');
    expect(register.ok && register.rows[0]).toMatchObject({
      ok: false,
      faults: [{ column: 'Name', code: 'required' }],
    });
  });

  it('refuses a facility and a row without an asset number', () => {
    const facility = readUniquip(
      table(['Type', 'ID', 'Name'], ['Facility', '1', 'NMR centre'], ['', '', 'x']),
      context,
    );
    expect(facility.ok && facility.rows).toMatchObject([
      { ok: false, faults: [{ column: 'Type', code: 'not-equipment' }] },
      { ok: false, faults: [{ column: 'ID', code: 'required' }] },
    ]);
  });

  it('tells which columns it ignores', () => {
    const register = read('1', 'x');
    expect(register.ok && register.ignoredColumns).toEqual(['Funny']);
  });
});

describe('cells that a spreadsheet would run', () => {
  it.each(['=1+1', "'=x", '-5', '@SUM(A1)', "''+", 'plain', "'quoted'", ''])('%j comes back as it was', (cell) => {
    expect(withoutGuard(withGuard(cell))).toBe(cell);
    expect(withGuard(cell)).not.toMatch(/^[=+\-@]/);
  });
});

describe('a record of the national platform', () => {
  const read = (header: string[], cells: string[]) => readNrii(table(header, cells), context);
  const faultsOf = (header: string[], cells: string[]) => {
    const register = read(header, cells);
    const row = register.ok ? register.rows[0] : undefined;
    return row && !row.ok ? row.faults.map(({ column, code }) => [column, code]) : [];
  };

  it.each([
    ['12.34', 12_340_000],
    ['0.000001', 1],
    ['800', 800_000_000],
    ['', null],
  ])('has a worth of %s ten thousand yuan, which is %s fen', (worth, fen) => {
    expect(draftOf(read(['innerId', 'cname', 'worth'], ['A', '液相', worth])).stated.originalValueFen).toBe(fen);
  });

  it('is understood by the headings of the interface and by those of its forms', () => {
    const draft = draftOf(
      read(
        ['资产编号', '仪器名称', '仪器分类编码', '规格型号', '启用日期', '主要购置经费来源', '联系人'],
        [...['A', '液相色谱仪', '010502', 'LC-20', '2019-05-01', '中央', '王芳']],
      ),
    );
    expect(draft.stated).toEqual({
      ...{ assetNumber: 'A', nameZh: '液相色谱仪', classCode: '010502', model: 'LC-20' },
      ...{ acquiredOn: '2019-05-01', fundingSource: 'central' },
    });
    expect(draft.sourceFacts).toEqual({ contact: '王芳' });
  });

  it('that customs supervise stays so until a person states the day of its release', () => {
    const planned = planRow(draftOf(read(['innerId', 'cname', 'instrSupervise'], ['A', 'x', '是'])), undefined, []);
    expect(planned).toMatchObject({ kind: 'create', fields: { customsSupervisedUntil: '2199-12-31' } });
  });

  it.each([
    [['worth'], ['12万'], ['worth', 'invalid-amount']],
    [['worth'], ['-1'], ['worth', 'invalid-amount']],
    [['beginDate'], ['2019.5'], ['beginDate', 'invalid-date']],
    [['instrCategory'], ['0105'], ['instrCategory', 'invalid-class-code']],
    [['instrCategory'], ['999998'], ['instrCategory', 'unknown-class-code']],
    [['funds'], ['贷款'], ['funds', 'unknown-value']],
    [['instrSupervise'], ['也许'], ['instrSupervise', 'unknown-value']],
  ])('is refused with the column where %s says %s', (header, cells, fault) => {
    expect(faultsOf(['innerId', 'cname', ...header], ['A', 'x', ...cells])).toEqual([fault]);
  });

  it('needs its number and its name', () => {
    expect(faultsOf(['innerId', 'cname'], ['', ''])).toEqual([
      ['innerId', 'required'],
      ['cname', 'required'],
    ]);
    expect(read(['cname'], ['x'])).toEqual({ ok: false, code: 'missing-column', column: 'innerId' });
  });
});
