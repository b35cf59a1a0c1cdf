import { expect, test } from 'vitest';
import { type PrintedAgreement, renderAgreement } from './agreement.ts';

const agreement: PrintedAgreement = {
  number: 'EA-2026-ABCDEF',
  caseNumber: 'EQ-2026-ABCDEF',
  ventureName: '海纳痕量检测',
  zone: 'Asia/Shanghai',
  signedAt: Date.parse('2026-03-17T16:00:00Z'),
  district: { zh: '青岛海关技术中心', en: 'Qingdao Customs Technology Centre' },
  instrument: { zh: '质谱仪', en: 'Mass spectrometer', model: 'Agilent 7900', assetNumber: 'QD-1' },
  appraisal: { agency: '正信', reportNumber: '318', baseDate: '2025-10-31' },
  valueFen: 300_000_000,
  capitalFen: 1_000_000_000,
  cashFen: 0,
  unitsIssued: 1_000_000,
  holdings: [
    { name: { zh: '青岛海关技术中心' }, units: 300_000, isContributor: true },
    { name: { zh: '灯塔食品' }, units: 700_000, isContributor: false },
  ],
  contentHash: 'abc',
  verifyUrl: 'https://guanyi.test/verify',
};

test.each([
  ['zh-CN', '2026-03-18', '出资单位'],
  ['en', '2026-03-18', 'contributor'],
] as const)('an agreement in %s tells day, shares, formula and proof', (locale, day, role) => {
  const { data } = renderAgreement(agreement, locale);
  const text = JSON.stringify(data);
  for (const part of [
    day,
    role,
    '300,000',
    '30 %',
    '3,000,000.00',
    '10,000,000.00',
    'abc',
    'https://guanyi.test/verify',
  ]) {
    expect(text).toContain(part);
  }
});
