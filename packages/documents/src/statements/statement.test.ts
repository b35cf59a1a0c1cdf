import type { PrintedStatement } from '@guanyi/domain/statements/statement';
import { expect, test } from 'vitest';
import { renderStatement } from './statement.ts';

const statement: PrintedStatement = {
  number: 'QINGDAO-2026-000007',
  status: 'issued',
  period: '2026-11',
  zone: 'Asia/Shanghai',
  at: Date.parse('2026-12-01T02:00:00Z'),
  payee: { name: { zh: '青岛海关技术中心', en: 'Qingdao Customs Technology Center' }, uscc: '123702000000000001' },
  customer: { name: { zh: '海洋大学', en: 'Ocean University' }, uscc: '121000000000000002' },
  isTreasury: false,
  charges: [
    {
      chargeId: '01930000-0000-7000-8000-000000000001',
      kind: 'usage',
      instrument: { zh: '质谱仪', en: 'Mass spectrometer' },
      bookingNumber: 'B-1',
      occurredAt: Date.parse('2026-11-30T15:59:00Z'),
      subtotalFen: 8_000,
      taxFen: 480,
      totalFen: 8_480,
    },
  ],
  taxes: [{ taxCategory: 'vat6', subtotalFen: 8_000, taxFen: 480 }],
  subtotalFen: 8_000,
  taxFen: 480,
  totalFen: 8_480,
  taxInvoiceRef: null,
  remittanceRef: null,
};

test('a statement says number, period, both tax numbers, each charge, tax by category, and the amount in capitals', () => {
  const { data } = renderStatement(statement, 'zh-CN');
  expect(data).toMatchObject({
    title: '缴费单',
    number: 'QINGDAO-2026-000007',
    issuer: '青岛海关技术中心',
    pageOf: '第 {page} 页，共 {pages} 页',
    rows: [['2026-11-30', '使用费 · 质谱仪', 'B-1', '80.00', '4.80', '84.80']],
    taxRows: [['增值税 6%', '80.00', '4.80']],
    total: ['应缴合计', '¥ 84.80'],
    words: ['大写金额', '捌拾肆元捌角'],
  });
  expect(data.facts).toEqual(
    expect.arrayContaining([
      ['税号', '123702000000000001'],
      ['税号', '121000000000000002'],
    ]),
  );
  expect(data.watermark).toBeUndefined();
});

test('in English it says the same', () => {
  expect(renderStatement(statement, 'en').data).toMatchObject({
    title: 'Statement',
    pageOf: 'Page {page} of {pages}',
    rows: [['2026-11-30', 'Use · Mass spectrometer', 'B-1', '80.00', '4.80', '84.80']],
    words: ['Amount in capitals', '捌拾肆元捌角'],
  });
});

test.each([
  ['draft', '草稿'],
  ['void', '作废'],
] as const)('a %s is marked across the page', (status, watermark) => {
  expect(renderStatement({ ...statement, status }, 'zh-CN').data.watermark).toBe(watermark);
});

test('an administrative unit names both references and the treasury', () => {
  const { data } = renderStatement(
    { ...statement, isTreasury: true, taxInvoiceRef: 'FP-1', remittanceRef: 'JK-2' },
    'zh-CN',
  );
  expect(data.facts).toEqual(
    expect.arrayContaining([
      ['发票号', 'FP-1'],
      ['非税缴款码', 'JK-2'],
    ]),
  );
  expect(String(data.notes)).toContain('国库');
});
