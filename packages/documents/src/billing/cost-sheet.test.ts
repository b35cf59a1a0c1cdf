import { expect, test } from 'vitest';
import { typeset } from '../pdf/typeset.ts';
import { type PrintedCostSheet, renderCostSheet } from './cost-sheet.ts';

const printed: PrintedCostSheet = {
  zone: 'Asia/Shanghai',
  evidence: {
    sheet: {
      ...{ valueFen: 180_000_000, depreciationYears: 10, ratedHoursPerYear: 1_400, consumablesPerHourFen: 4_000 },
      ...{ powerWatts: 3_500, powerPerKwhFen: 78, maintenancePerYearFen: 7_000_000 },
      ...{ spaceSquareMetres: 30, spacePerSquareMetreYearFen: 60_000 },
    },
    instrument: { name: { zh: '质谱仪', en: 'Mass spectrometer' }, model: 'Agilent 7900', assetNumber: 'QD-1' },
    lab: { zh: '食品实验室', en: 'Food laboratory' },
    payee: { zh: '青岛海关技术中心' },
  },
  policy: {
    ...{ id: 'P-1', createdAt: Date.parse('2026-12-01T02:00:00Z'), instrumentId: 'I-1', form: 'machineTime' },
    ...{ priceGroup: 'enterprise', effectiveFrom: Date.parse('2026-12-31T16:00:00Z'), chargeFor: 'booked' },
    ...{ ratePerHourFen: 28_000, steps: [], timeFactors: [], setupFen: 5_000, operatorPerHourFen: 0, perSampleFen: 0 },
    ...{ perDayFen: 0, minimumFen: 0, subsidyPermille: 0, cancellation: { noticeHours: 24, feeFen: 0 } },
    ...{ noShowFeeFen: 0, taxCategory: 'vat6' },
  },
};

test('a cost sheet tells each part with its figures, the sum of exact parts, and the terms that are not nothing', () => {
  const { data } = renderCostSheet(printed, 'zh-CN');
  expect(data.rows).toEqual([
    ['折旧', '原值 1,800,000.00 ÷（10 年 × 每年 1400 小时）', '128.57'],
    ['耗材', '每小时 40.00', '40.00'],
    ['电费', '3500 瓦 × 每千瓦时 0.78', '2.73'],
    ['维护', '每年 70,000.00 ÷ 1400 小时', '50.00'],
    ['场地', '30 平方米 × 每年 600.00 ÷ 1400 小时', '12.86'],
  ]);
  expect(data.total).toEqual(['每机时成本', '¥ 234.16']);
  expect(data.terms).toEqual([
    ['适用', '企业 · 机时'],
    ['每小时价格', '¥ 280.00'],
    ['占成本', '119.6%'],
    ['开机费', '¥ 50.00'],
    ['税目', '增值税 6%'],
  ]);
});

test.each(['zh-CN', 'en'] as const)('it is set as PDF/A in %s, the same bytes each time', async (locale) => {
  const first = await typeset(renderCostSheet(printed, locale));
  expect(first.toString('latin1')).toMatch(/pdfaid:part>2</);
  expect((await typeset(renderCostSheet(printed, locale))).equals(first)).toBe(true);
});
