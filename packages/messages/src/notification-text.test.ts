import type { BookingFacts } from '@guanyi/domain/notifications/notice';
import { describe, expect, it } from 'vitest';
import { noticeText, windowIn, yuan } from './notification-text.ts';

const facts: BookingFacts = {
  bookingId: '0190a000-0000-7000-8000-000000000001',
  number: 'B260304-ABCD',
  instrument: { zh: '液相色谱质谱联用仪', en: 'LC-MS' },
  lab: { zh: '青岛海关食品实验室' },
  organisation: { zh: '海洋大学', en: 'Ocean University' },
  person: '李雷',
  from: Date.UTC(2026, 2, 4, 1),
  until: Date.UTC(2026, 2, 4, 3),
  zone: 'Asia/Shanghai',
  totalFen: 123_456,
  deadlineAt: Date.UTC(2026, 2, 3, 1),
};

describe('the words of a notice', () => {
  it('are Chinese for a Chinese reader', () => {
    expect(noticeText({ kind: 'bookingToDecide', facts }, 'zh-CN')).toEqual({
      title: '待审批的预约：液相色谱质谱联用仪',
      text: '海洋大学的李雷申请于 2026-03-04 09:00–11:00 (Asia/Shanghai) 使用液相色谱质谱联用仪，报价 ¥1,234.56。请在 2026-03-03 09:00 前作出决定，逾期申请自动失效。',
    });
  });

  it('are English for an English reader, with the Chinese name where there is no other', () => {
    expect(noticeText({ kind: 'bookingDeclined', facts: { ...facts, reason: 'Calibration' } }, 'en')).toEqual({
      title: 'Request declined: LC-MS',
      text: '青岛海关食品实验室 has declined the request to use LC-MS, 2026-03-04 09:00–11:00 (Asia/Shanghai). Reason: Calibration',
    });
  });

  it('tell the second day only where it differs', () => {
    const overnight = { from: Date.UTC(2026, 2, 4, 14), until: Date.UTC(2026, 2, 4, 18) };
    expect(windowIn(overnight, 'Asia/Shanghai')).toBe('2026-03-04 22:00 – 2026-03-05 02:00 (Asia/Shanghai)');
  });

  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [123_456_789, '¥1,234,567.89'],
    [-150, '-¥1.50'],
  ])('writes %d fen as %s', (fen, text) => {
    expect(yuan(fen)).toBe(text);
  });
});
