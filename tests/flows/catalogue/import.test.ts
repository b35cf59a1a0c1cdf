import { readRegister } from '@guanyi/commands/catalogue/read-register';
import { importBatch } from '@guanyi/commands/catalogue/run-import';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';
import { eventually } from '../../support/eventually.ts';
import { encodeGbk } from '../../support/gbk.ts';
import { type RegisterName, uniquipRegister } from '../../support/registers/convert.ts';
import { runWorker } from '../../support/running-worker.ts';
import { importRegister, sendFile } from '../../support/send-file.ts';

let api: DemoApp;
let token: string;
let labId: string;

beforeAll(async () => {
  api = await buildDemoApp();
  token = await api.login('lab-manager@qingdao.guanyi.test');
  labId = await api.lab('qd-cmm');
});
afterAll(() => api.close());

const header = [
  ...['assetNumber', 'nameZh', 'nameEn', 'model', 'manufacturer', 'classScheme', 'classCode', 'disciplines'],
  ...['acquiredOn', 'originalValueFen', 'fundingSource', 'location', 'descriptionZh'],
];
const row = (change: Partial<Record<string, string>> = {}) => {
  const plain: Record<string, string> = {
    ...{
      assetNumber: 'NEW-1',
      nameZh: '液相色谱仪',
      nameEn: 'Liquid chromatograph',
      model: 'X1',
      manufacturer: 'Maker',
    },
    ...{ classScheme: 'GB/T 32847-2016', classCode: '010502', disciplines: 'foodSafety;textile' },
    ...{ acquiredOn: '2020-05-06', originalValueFen: '12345678', fundingSource: 'central', location: 'A 101' },
    descriptionZh: '两行\n说明',
  };
  return header.map((column) => change[column] ?? plain[column] ?? '');
};
const csv = (...rows: string[][]) => stringify([header, ...rows]);
const importCsv = (file: string | Uint8Array, more: { dryRun?: boolean; locale?: string } = {}) =>
  importRegister(api, { token, labId, file, ...more });
const count = async () => {
  const [found] = await api.database.sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM instruments WHERE lab_id = ${labId}`;
  return found?.n ?? 0;
};

describe('a register in the own format', () => {
  it('is tried without writing, then written, then changes nothing, then changes what differs', async () => {
    const file = csv(row({ assetNumber: 'A-1' }), row({ assetNumber: 'A-2' }));
    const before = await count();
    expect((await importCsv(file, { dryRun: true })).result).toMatchObject({ created: 2, dryRun: true });
    expect(await count()).toBe(before);
    const first = await importCsv(file);
    expect(first).toMatchObject({ status: 'succeeded', progressPermille: 1000 });
    expect(first.result).toMatchObject({ created: 2, updated: 0, unchanged: 0, rejected: [], encoding: 'UTF-8' });
    expect((await importCsv(file)).result).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = csv(row({ assetNumber: 'A-1', model: 'X2' }), row({ assetNumber: 'A-2' }));
    expect((await importCsv(changed)).result).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const { body } = await api.send(`GET /instruments/${await api.instrument('A-1')}`);
    expect(body).toMatchObject({
      model: 'X2',
      incomplete: false,
      description: { zh: '两行\n说明' },
      originalValueFen: 12345678,
    });
    expect((await api.send('GET /instruments?q=x2')).body.items[0].assetNumber).toBe('A-1');
  });

  it('guesses nothing: every odd value is named with line and column, and the good rows go in', async () => {
    const file = csv(
      row({ assetNumber: 'B-1', nameZh: '两行的\n名称', descriptionZh: 'a\nb' }),
      row({ assetNumber: 'B-2', originalValueFen: 'Rs. 5,05,637.00' }),
      row({ assetNumber: 'B-3', originalValueFen: 'Approx 10 Lakh' }),
      row({ assetNumber: 'B-4', acquiredOn: '13.4.16' }),
      row({ assetNumber: 'B-5', acquiredOn: '41260' }),
      row({ assetNumber: 'B-6', acquiredOn: '2008' }),
      row({ assetNumber: 'B-1' }),
      row({ assetNumber: 'B-7', classCode: '019876' }),
      row({ assetNumber: 'B-8', disciplines: '食品', fundingSource: 'gift' }),
      row({ assetNumber: '', model: '' }),
      row({ assetNumber: 'B-9', model: '' }),
      row({ assetNumber: 'B-10', nameZh: 'x'.repeat(201) }),
      row({ assetNumber: 'B-11' }),
    );
    const { result } = await importCsv(file, { locale: 'zh-CN' });
    expect(result).toMatchObject({ created: 2, updated: 0, unchanged: 0, rejectedCount: 11 });
    const told = result.rejected.map((one: Record<string, unknown>) => [one.line, one.column, one.code, one.value]);
    // The first row takes three lines, the others two each.
    expect(told).toEqual([
      [5, 'originalValueFen', 'invalid-amount', 'Rs. 5,05,637.00'],
      [7, 'originalValueFen', 'invalid-amount', 'Approx 10 Lakh'],
      [9, 'acquiredOn', 'invalid-date', '13.4.16'],
      [11, 'acquiredOn', 'invalid-date', '41260'],
      [13, 'acquiredOn', 'invalid-date', '2008'],
      [15, 'assetNumber', 'duplicate-in-file', 'B-1'],
      [17, 'classCode', 'unknown-class-code', '019876'],
      [19, 'disciplines', 'unknown-discipline', '食品'],
      [21, 'assetNumber', 'required', null],
      [23, 'model', 'required', null],
      [25, 'nameZh', 'too-long', 'x'.repeat(200)],
    ]);
    expect(result.rejected[0].message).toContain('不作猜测');
    expect(result.rejected.find((one: { line: number }) => one.line === 19).more).toMatchObject([
      { column: 'fundingSource' },
    ]);
    const { body } = await api.send(`GET /instruments/${await api.instrument('B-1')}`);
    expect(body.name.zh).toBe('两行的 名称');
  });

  it('may be GBK, UTF-16 or UTF-8 with a mark, and says which it was', async () => {
    const text = (asset: string) => csv(row({ assetNumber: asset, nameZh: '气相色谱质谱联用仪' }));
    const utf16 = Buffer.from(`\uFEFF${text('C-2')}`, 'utf16le');
    expect((await importCsv(encodeGbk(text('C-1')))).result).toMatchObject({ created: 1, encoding: 'GBK' });
    expect((await importCsv(utf16)).result).toMatchObject({ created: 1, encoding: 'UTF-16LE' });
    expect((await importCsv(Buffer.from(utf16).swap16())).result).toMatchObject({ unchanged: 1, encoding: 'UTF-16BE' });
    expect((await importCsv(`\uFEFF${text('C-3')}`)).result).toMatchObject({ created: 1, encoding: 'UTF-8 with BOM' });
    for (const asset of ['C-1', 'C-2', 'C-3']) {
      expect((await api.send(`GET /instruments/${await api.instrument(asset)}`)).body.name.zh).toBe(
        '气相色谱质谱联用仪',
      );
    }
  });

  it('may be a worksheet, whose dates are days', async () => {
    const cells = row({ assetNumber: 'D-1' }).map((value, i) =>
      header[i] === 'acquiredOn'
        ? { type: Date, value: new Date('2020-05-06T00:00:00Z'), format: 'yyyy-mm-dd' }
        : { type: String, value },
    );
    const file = await writeExcelFile([header.map((value) => ({ type: String, value })), cells] as never).toBuffer();
    expect((await importCsv(file)).result).toMatchObject({ created: 1, rejected: [], encoding: 'XLSX' });
    expect((await importCsv(csv(row({ assetNumber: 'D-1' })))).result).toMatchObject({ unchanged: 1 });
  });

  it('lists columns that no field takes, and knows Chinese headings', async () => {
    const file = '资产编号,型号,备注,Colour\nA-1,X9,hello,red\n';
    expect((await importCsv(file)).result).toMatchObject({ updated: 1, ignoredColumns: ['备注', 'Colour'] });
  });

  it('goes on where it was broken off, and counts every row once', async () => {
    const rows = Array.from({ length: 450 }, (_, i) => row({ assetNumber: `E-${i}` }));
    const reply = await sendFile(api, '/instrument-imports', {
      token,
      file: csv(...rows),
      fields: { format: 'guanyi', labId },
    });
    const context = { labId, isClassCode: () => true };
    const file = await readRegister(Buffer.from(csv(...rows)), 'guanyi', context);
    const batch = () =>
      execute(api.database, systemContext(api.clock.now()), importBatch, { operationId: reply.body.id, file });
    expect(await batch()).toMatchObject({ ok: true, value: { isFinished: false } });
    const half = await api.send(`GET /operations/${reply.body.id}`, { token });
    expect(half.body).toMatchObject({ status: 'running', progressPermille: 555 });
    // A worker takes it up; another that was given the same event finds nothing more to do.
    const worker = await runWorker(api.databaseUrl, { clock: api.clock });
    const operation = await eventually(async () => {
      const { body } = await api.send(`GET /operations/${reply.body.id}`, { token });
      return body.status === 'running' ? undefined : body;
    });
    await worker.stop();
    expect(operation.result).toMatchObject({ created: 450, unchanged: 0, updated: 0, rejected: [] });
    expect(await batch()).toMatchObject({ ok: true, value: { isFinished: true } });
  });
});

describe('a file that cannot be read', () => {
  it.each<[string, Uint8Array | string, string, number]>([
    ['an open quote', `${csv(row({ assetNumber: 'F-1' }))}F-2,"never closed\n`, 'broken-file', 4],
    [
      'an encoding nobody knows',
      Buffer.from('assetNumber,nameZh\nF-3,Grö\xdfe M\xfcller\n', 'latin1'),
      'unknown-encoding',
      1,
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'unknown-encoding', 1],
    ['an archive that is no workbook', Buffer.from('PK\u0003\u0004 and no more'), 'broken-file', 1],
    ['nothing', '', 'empty-file', 1],
    ['no column for the asset number', 'name,model\nx,y\n', 'missing-column', 1],
    ['a column twice', 'assetNumber,name,name.zh\nF-4,a,b\n', 'duplicate-column', 1],
  ])('%s ends in a report and changes nothing', async (_, file, code, line) => {
    const before = await count();
    const operation = await importCsv(file);
    expect(operation).toMatchObject({ status: 'failed', problem: { code } });
    expect(operation.result).toMatchObject({ created: 0, updated: 0, unchanged: 0, rejected: [{ line, code }] });
    expect(await count()).toBe(before);
  });
});

describe('access', () => {
  it('a lab of another district does not exist, and roles without the right are refused', async () => {
    const fields = { format: 'guanyi', labId: await api.lab('sh-em') };
    expect((await sendFile(api, '/instrument-imports', { token, fields, file: csv(row()) })).status).toBe(404);
    const keeper = await api.login('keeper@qingdao.guanyi.test');
    expect((await sendFile(api, '/instrument-imports', { token: keeper, fields, file: 'x' })).status).toBe(403);
  });
});

describe('records of the national platform', () => {
  it('go in, go in again without a change, and refuse what is not as the interface wants it', async () => {
    const columns = [
      'innerId',
      'cname',
      'instrCategory',
      'worth',
      'beginDate',
      'instrVersion',
      'manufacturer',
      'funds',
    ];
    const record = (id: string, worth: string) => [
      id,
      '气相色谱仪',
      '010501',
      worth,
      '2018-03-01',
      'GC',
      '厂家',
      '中央',
    ];
    const file = stringify([columns, record('N-1', '88.5'), record('N-2', '八十万')]);
    const sent = { token, labId, file, format: 'nrii' };
    const { result } = await importRegister(api, sent);
    expect(result).toMatchObject({ created: 1, rejected: [{ line: 3, column: 'worth', code: 'invalid-amount' }] });
    expect((await importRegister(api, sent)).result).toMatchObject({ created: 0, unchanged: 1 });
    const { body } = await api.send(`GET /instruments/${await api.instrument('N-1')}`);
    expect(body).toMatchObject({ originalValueFen: 88_500_000, classCode: '010501', incomplete: false });
  });
});

describe('a real register', () => {
  it.each<[RegisterName, number]>([
    ['pnnl-dms-instruments', 263],
    ['pnnl-emsl-instruments', 149],
    ['nist-nemo-tools', 137],
  ])('%s goes in whole, is found, and goes in again without a change', async (name, expected) => {
    const { csv: file, rows } = uniquipRegister(name);
    expect(rows).toBe(expected);
    const sent = { token, labId: await api.lab('qd-tex'), file, format: 'uniquip' };
    const first = (await importRegister(api, sent)).result;
    expect(first.rejected).toEqual([]);
    expect(first.created).toBe(expected);
    expect((await importRegister(api, sent)).result).toMatchObject({ created: 0, updated: 0, unchanged: expected });
  });

  it('is marked incomplete, carries a proposed class and the disciplines of its lab, and cannot be lent', async () => {
    const { items } = (await api.send('GET /instruments?q=12T_FTICR_Agilent')).body;
    expect(items[0]).toMatchObject({
      ...{ assetNumber: 'DMS-129', incomplete: true, classCode: '990000', suggestedClassCode: '010201' },
      disciplines: ['textile', 'lightIndustry'],
    });
    const body = {
      approval: 'chain',
      eligibility: { project: 'x', statutoryExclusive: false, secret: false, titleClear: true, condition: 'normal' },
    };
    const offered = await api.send(`PUT /instruments/${items[0].id}/offerings/loan`, { token, body });
    expect([offered.status, offered.body.code]).toEqual([422, 'value-unknown']);
    const hours = { ...body, forms: ['machineTime'], eligibility: { ...body.eligibility, project: '' } };
    expect((await api.send(`PUT /instruments/${items[0].id}/offerings/rent`, { token, body: hours })).status).toBe(200);
  });
});
