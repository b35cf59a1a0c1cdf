import type { Notice } from '@guanyi/domain/notifications/notice';
import { describe, expect, it } from 'vitest';
import { renderNoticeMail } from './notice-mail.ts';

const place = {
  instrument: { zh: '质谱仪', en: 'Mass spectrometer' },
  lab: { zh: '食品实验室', en: 'Food laboratory' },
};
const report = {
  ...{ ...place, breakdownReportId: 'r', person: '王敏', description: '检测器无信号' },
  ...{ reportedAt: Date.parse('2026-12-09T02:20:00Z'), zone: 'Asia/Shanghai', answer: '已停机检修' },
};
const calibration = { ...place, calibrationId: 'c', validUntil: '2026-12-20', certificate: 'CNAS L1234-01' };

const notices: readonly (readonly [Notice, string, string])[] = [
  [{ kind: 'breakdownReported', facts: report }, '故障报告：质谱仪', 'Breakdown reported: Mass spectrometer'],
  [{ kind: 'breakdownConfirmed', facts: report }, '已停用', 'out of service'],
  [{ kind: 'breakdownDismissed', facts: report }, '继续使用', 'stays in service'],
  [{ kind: 'calibrationDue', facts: calibration }, '有效期至2026-12-20', 'valid until 2026-12-20'],
  [{ kind: 'calibrationExpired', facts: calibration }, '校准已过期', 'Calibration expired'],
];

describe('a mail about keeping instruments fit', () => {
  it.each(notices.map((one) => [one[0].kind, one] as const))('%s speaks both languages', (_kind, [notice, zh, en]) => {
    const common = {
      notice,
      name: '李工',
      publicUrl: 'https://guanyi.test',
      recipient: 'a@b.test',
      sender: 'c@d.test',
    };
    for (const [locale, words] of [
      ['zh-CN', zh],
      ['en', en],
    ] as const) {
      const mail = renderNoticeMail(common, locale);
      expect(`${mail.subject}\n${mail.text}`).toContain(words);
      expect(mail.text).toMatch(/https:\/\/guanyi\.test\/\S+/);
    }
  });
});
