import { expect, test } from 'vitest';
import { proofFor } from '../pdf/proof.ts';
import { typeset } from '../pdf/typeset.ts';
import { appraisalHash, certificateNumber, type PrintedAppraisal, renderAppraisal } from './appraisal.ts';

const appraisal: PrintedAppraisal = {
  ...{ number: 'AC-2026-ABCDEF-3', caseNumber: 'EQ-2026-ABCDEF', position: 3 },
  ...{ agency: '正信评估', reportNumber: '2026-318', method: 'market' },
  ...{ baseDate: '2026-10-31', validUntil: '2027-10-31', valueFen: 324_000_050, reportHash: 'f'.repeat(64) },
  ...{ zone: 'Asia/Shanghai', recordedAt: Date.parse('2026-11-11T16:00:00Z') },
  district: { zh: '青岛海关技术中心', en: 'Qingdao Customs Technology Centre' },
  instrument: { zh: '质谱仪', en: 'Mass spectrometer', model: 'Agilent 7900', assetNumber: 'QD-1' },
};
const proof = proofFor('https://guanyi.test', appraisal.number, appraisalHash(appraisal));

test.each([
  ['zh-CN', '第 3 版', '市场法'],
  ['en', 'Version 3', 'market'],
] as const)(
  'a certificate in %s states version, method, days, value in figures and in capitals, and its proof',
  (locale, version, method) => {
    const text = JSON.stringify(renderAppraisal(appraisal, proof, locale).data);
    const stated = [
      '正信评估',
      '2026-318',
      '2026-10-31',
      '2027-10-31',
      '2026-11-12',
      '3,240,000.50',
      '叁佰贰拾肆万元伍角',
    ];
    for (const part of [version, ...stated, 'f'.repeat(64), proof.contentHash, proof.verifyUrl])
      expect(text).toContain(part);
    expect(text.toLowerCase()).toContain(method);
  },
);

test('its number follows from the case, and its hash from everything that it states', () => {
  expect(certificateNumber('EQ-2026-ABCDEF', 3)).toBe('AC-2026-ABCDEF-3');
  for (const change of [{ valueFen: 1 }, { validUntil: '2027-11-01' }, { agency: 'x' }, { reportHash: null }])
    expect(appraisalHash({ ...appraisal, ...change })).not.toBe(appraisalHash(appraisal));
});

test('it is set as the same bytes each time', async () => {
  const [first, second] = [
    await typeset(renderAppraisal(appraisal, proof, 'zh-CN')),
    await typeset(renderAppraisal(appraisal, proof, 'zh-CN')),
  ];
  expect(first.subarray(0, 5).toString()).toBe('%PDF-');
  expect(second.equals(first)).toBe(true);
});
