import { readFileSync } from 'node:fs';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { encodeGbk } from '../support/gbk.ts';
import { type Product, startProduct } from '../support/product.ts';
import type { Visitor } from '../support/visitor.ts';

const tongue = { locale: 'zh-CN' } as const;

const header = '资产编号,名称,英文名称,型号,生产厂家,分类标准,分类编码,学科,购置日期,原值分,经费来源,地点';
const good = [
  'RG-01,波长色散X射线荧光光谱仪,WD-XRF spectrometer,S8 TIGER,Bruker,GB/T 32847-2016,010403,chemicalMineralMetal,2019-04-02,168000000,central,A 楼 101',
  'RG-02,全自动凯氏定氮仪,Kjeldahl analyser,Kjeltec 8400,FOSS,GB/T 32847-2016,010900,foodSafety,2020-06-18,29800000,own,A 楼 102',
  'RG-03,激光粒度分析仪,Laser particle sizer,LS 13 320,Beckman Coulter,GB/T 32847-2016,010900,chemicalMineralMetal,2021-09-30,41500000,local,A 楼 103',
];
/** What is wrong stands in the named column; nothing of it may be guessed. */
const bad = [
  {
    line: 5,
    column: '购置日期',
    value: '13.4.16',
    row: 'RG-04,自动电位滴定仪,Titrator,Omnis,Metrohm,GB/T 32847-2016,010900,chemicalMineralMetal,13.4.16,18600000,own,A 楼 104',
    reason: m.register_fault_invalid_date({}, tongue),
    mended: (row: string) => row.replace('13.4.16', '2016-04-13'),
  },
  {
    line: 6,
    column: '原值分',
    value: '约 10 万元',
    row: 'RG-05,旋转流变仪,Rheometer,MCR 302e,Anton Paar,GB/T 32847-2016,010900,lightIndustry,2022-01-11,约 10 万元,own,A 楼 105',
    reason: m.register_fault_invalid_amount({}, tongue),
    mended: (row: string) => row.replace('约 10 万元', '10000000'),
  },
  {
    line: 7,
    column: '学科',
    value: 'food',
    row: 'RG-06,冷冻干燥机,Freeze dryer,Alpha 2-4,Christ,GB/T 32847-2016,010900,food,2018-03-05,9600000,own,A 楼 106',
    reason: m.register_fault_unknown_discipline({}, tongue),
    mended: (row: string) => row.replace(',food,', ',foodSafety,'),
  },
];

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

it('A lab imports a GBK register, sees what is refused and why, mends those rows, and finds everything', async () => {
  const manager = await product.visit();
  const { page } = manager;
  await manager.signIn('lab-manager@qingdao.guanyi.test');
  await manager.open('/desk/import');
  await choose(manager, 'register.csv', [header, ...good, ...bad.map(({ row }) => row)]);

  await page.getByRole('button', { name: m.desk_import_try({}, tongue) }).click();
  await page.getByRole('heading', { name: m.desk_report_trial({}, tongue) }).waitFor();
  expect(await figures(manager)).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: 3 });
  await page.getByText(m.desk_report_converted({ encoding: 'GBK' }, tongue)).waitFor();
  await expectRefused(manager);
  await manager.shoot('import-1-trial', { full: true });
  expect(await found(manager, 'RG-01')).toBe(0);

  await page.getByRole('button', { name: m.desk_import_run({ n: 3 }, tongue) }).click();
  await page.getByRole('heading', { name: m.desk_report_done({}, tongue) }).waitFor();
  expect(await figures(manager)).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: 3 });
  await expectRefused(manager);
  const refused = await download(manager);
  for (const { row } of bad) expect(refused).toContain(row);

  await choose(manager, 'mended.csv', [header, ...good, ...bad.map(({ row, mended }) => mended(row))]);
  await page.getByRole('button', { name: m.desk_import_try({}, tongue) }).click();
  await page.getByRole('button', { name: m.desk_import_run({ n: 3 }, tongue) }).click();
  await page.getByRole('heading', { name: m.desk_report_done({}, tongue) }).waitFor();
  expect(await figures(manager)).toEqual({ created: 3, updated: 0, unchanged: 3, rejected: 0 });
  await manager.shoot('import-2-done', { full: true });

  await manager.open('/?q=波长色散');
  await page.getByRole('link', { name: '波长色散X射线荧光光谱仪', exact: true }).waitFor();
  await manager.open('/?q=MCR 302e');
  await page.getByRole('link', { name: '旋转流变仪', exact: true }).waitFor();
  await manager.shoot('import-3-found');
});

async function choose({ page }: Visitor, name: string, lines: readonly string[]): Promise<void> {
  const buffer = Buffer.from(encodeGbk(`${lines.join('\r\n')}\r\n`));
  await page
    .getByLabel(m.desk_import_file({}, tongue), { exact: true })
    .setInputFiles({ name, mimeType: 'text/csv', buffer });
}

async function figures({ page }: Visitor): Promise<Record<string, number>> {
  const number = async (label: string) =>
    Number(await page.locator('.figs > div').filter({ hasText: label }).locator('dd').textContent());
  return {
    created: await number(m.desk_report_created({}, tongue)),
    updated: await number(m.desk_report_updated({}, tongue)),
    unchanged: await number(m.desk_report_unchanged({}, tongue)),
    rejected: await number(m.desk_report_rejected({}, tongue)),
  };
}

/** Each refused row with its line, column and value as they stand in the file, and the reason in words. */
async function expectRefused({ page }: Visitor): Promise<void> {
  const table = page.getByRole('table', { name: m.desk_report_rejected({}, tongue) });
  for (const { line, column, value, reason } of bad) {
    const row = table.getByRole('row').filter({ hasText: value });
    const cells = await row.getByRole('cell').allTextContents();
    expect(cells.slice(0, 4)).toEqual([String(line), column, value, reason]);
  }
}

/** The refused rows as a file to mend. */
async function download({ page }: Visitor): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: m.desk_report_download({}, tongue) }).click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}

async function found({ page }: Visitor, words: string): Promise<number> {
  const reply = await page.request.get(`/api/v1/instruments?q=${encodeURIComponent(words)}`);
  return (await reply.json()).total;
}
