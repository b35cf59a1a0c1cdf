import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';
import { uniquipRegister } from '../../support/registers/convert.ts';
import { importRegister } from '../../support/send-file.ts';

let api: DemoApp;
let manager: string;
let booker: string;

beforeAll(async () => {
  api = await buildDemoApp();
  manager = await api.login('lab-manager@qingdao.guanyi.test');
  booker = await api.login('booker@tex-sme.guanyi.test');
});
afterAll(() => api.close());

const download = async (token: string, format: string, labId?: string) => {
  const path = `/api/v1/instrument-exports?format=${format}${labId ? `&labId=${labId}` : ''}`;
  const reply = await api.app.inject({ url: path, headers: { authorization: `Bearer ${token}` } });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply;
};
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

describe('guanyi.csv', () => {
  it('imports what it exported without a change, formulas and line breaks included', async () => {
    const labId = await api.lab('qd-tex');
    const id = await api.instrument('YT-T-0301');
    const odd = { name: { zh: '=1+1', en: '@SUM(A1)' }, model: "'=x", description: { zh: '第一行\n"第二"行, 完' } };
    expect((await api.send(`PATCH /instruments/${id}`, { token: manager, body: odd })).status).toBe(200);
    const reply = await download(manager, 'guanyi.csv', labId);
    expect(reply.headers['content-disposition']).toBe('attachment; filename="guanyi.csv"');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const row = rowsOf(reply.body).find((one) => one.assetNumber === 'YT-T-0301');
    expect(row).toMatchObject({
      labId,
      nameZh: "'=1+1",
      nameEn: "'@SUM(A1)",
      model: "''=x",
      originalValueFen: '68000000',
    });
    const again = await importRegister(api, { token: manager, labId, file: reply.rawPayload });
    expect(again.result).toMatchObject({ created: 0, updated: 0, unchanged: 10, rejected: [], ignoredColumns: [] });
  });

  it('does the same for a register that came in without values', async () => {
    const labId = await api.lab('qd-cmm');
    const { csv } = uniquipRegister('nist-nemo-tools');
    await importRegister(api, { token: manager, labId, file: csv, format: 'uniquip' });
    const reply = await download(manager, 'guanyi.csv', labId);
    const again = await importRegister(api, { token: manager, labId, file: reply.rawPayload });
    expect(again.result).toMatchObject({ created: 0, updated: 0, unchanged: 151, rejected: [] });
    const back = await download(manager, 'uniquip.csv', labId);
    const uniquip = await importRegister(api, { token: manager, labId, file: back.rawPayload, format: 'uniquip' });
    expect(uniquip.result).toMatchObject({ created: 0, rejected: [] });
    expect(uniquip.result.unchanged).toBeGreaterThanOrEqual(137);
  });

  it('holds what the reader works for, and the whole catalogue for a customer', async () => {
    const own = rowsOf((await download(manager, 'guanyi.csv')).body);
    expect(new Set(own.map((row) => row.labId)).size).toBe(3);
    const all = rowsOf((await download(booker, 'guanyi.csv')).body);
    expect(new Set(all.map((row) => row.labId)).size).toBe(6);
    const hidden = all.find((row) => row.assetNumber === 'SH-B-0502');
    expect(hidden?.location).toBe('');
  });

  it('of another lab is refused row by row by the import', async () => {
    const foreign = await download(booker, 'guanyi.csv', await api.lab('sh-lig'));
    const labId = await api.lab('qd-tex');
    const { result } = await importRegister(api, { token: manager, labId, file: foreign.rawPayload });
    expect(result.created).toBe(0);
    expect(new Set(result.rejected.map((row: { code: string }) => row.code))).toEqual(new Set(['other-lab']));
  });
});

describe('other formats', () => {
  it('xlsx imports again without a change', async () => {
    const labId = await api.lab('qd-food');
    const reply = await download(manager, 'xlsx', labId);
    expect(reply.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const again = await importRegister(api, { token: manager, labId, file: reply.rawPayload });
    expect(again.result).toMatchObject({ created: 0, updated: 0, unchanged: 18, rejected: [], encoding: 'XLSX' });
  });

  it('jsonld and pidinst are whole documents', async () => {
    const labId = await api.lab('sh-em');
    const things = JSON.parse((await download(booker, 'jsonld', labId)).body);
    expect(things['@context']).toBe('https://schema.org');
    expect(things['@graph']).toHaveLength(10);
    const records = JSON.parse((await download(booker, 'pidinst.json', labId)).body);
    expect(records).toHaveLength(10);
    for (const record of records) {
      expect(record).toMatchObject({ schemaVersion: '1.0', landingPage: expect.stringMatching(/^http/) });
      expect(record.owners[0].ownerName).not.toBe('');
      expect(record.manufacturers[0].manufacturerName).not.toBe('');
    }
  });

  it('need a session and a lab that exists', async () => {
    expect((await api.send('GET /instrument-exports?format=jsonld')).status).toBe(401);
    const gone = 'GET /instrument-exports?format=jsonld&labId=00000000-0000-7000-8000-000000000000';
    expect((await api.send(gone, { token: booker })).status).toBe(404);
  });
});
