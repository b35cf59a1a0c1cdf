import type { BookingFacts } from '@guanyi/domain/notifications/notice';
import { describe, expect, it } from 'vitest';
import { renderNoticeMail } from './notice-mail.ts';

const facts: BookingFacts = {
  bookingId: '0190a000-0000-7000-8000-000000000001',
  number: 'B260304-ABCD',
  instrument: { zh: '气相色谱仪', en: 'Gas chromatograph' },
  lab: { zh: '青岛实验室', en: 'Qingdao lab' },
  organisation: { zh: '海洋大学' },
  person: '李雷',
  from: Date.UTC(2026, 2, 4, 1),
  until: Date.UTC(2026, 2, 4, 3),
  zone: 'Asia/Shanghai',
  totalFen: 60_000,
};
const envelope = {
  publicUrl: 'https://guanyi.example/',
  recipient: 'li.lei@example.test',
  sender: 'no-reply@guanyi.example',
};

describe('the mail of a notice', () => {
  it('says the same as text and as HTML, with a link to the page', () => {
    const mail = renderNoticeMail({ notice: { kind: 'bookingConfirmed', facts }, name: '李雷', ...envelope }, 'en');
    expect(mail.subject).toBe('[Guanyi] Booking confirmed: Gas chromatograph');
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('2026-03-04 09:00–11:00 (Asia/Shanghai)');
      expect(body).toContain(`https://guanyi.example/bookings/${facts.bookingId}`);
      expect(body).toContain('¥600.00');
    }
    expect(mail.html).toContain('<html lang="en">');
  });

  it('is Chinese for a Chinese reader', () => {
    const mail = renderNoticeMail({ notice: { kind: 'bookingToDecide', facts }, name: '王芳', ...envelope }, 'zh-CN');
    expect(mail.subject).toBe('[关仪共享] 待审批的预约：气相色谱仪');
    expect(mail.text).toContain('王芳，您好：');
    expect(mail.html).toContain('lang="zh-CN"');
  });

  it('shows what people typed as text, never as markup or as a header', () => {
    const hostile = { ...facts, instrument: { zh: '<img src=x>\r\nBcc: a@b.cn' }, reason: '"><script>' };
    const mail = renderNoticeMail(
      { notice: { kind: 'bookingDeclined', facts: hostile }, name: '<b>', ...envelope },
      'zh-CN',
    );
    expect(mail.html).not.toMatch(/<img|<script|<b>/);
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });

  it('carries the token of an invitation in its link', () => {
    const invitation = {
      organisationId: facts.bookingId,
      organisation: facts.organisation,
      expiresAt: facts.until,
      zone: facts.zone,
    };
    const mail = renderNoticeMail(
      { notice: { kind: 'memberInvited', facts: invitation }, name: 'x', ...envelope, token: 't/k' },
      'en',
    );
    expect(mail.text).toContain('https://guanyi.example/invitations/accept?token=t%2Fk');
  });

  it('brings the booking into the calendar of the booker, and takes it out again', () => {
    const version = { version: 2, changedAt: Date.UTC(2026, 2, 1) };
    const mailOf = (kind: 'bookingConfirmed' | 'bookingCancelled' | 'bookingPlanned') =>
      renderNoticeMail({ notice: { kind, facts: { ...facts, ...version } }, name: '李雷', ...envelope }, 'en');
    expect(mailOf('bookingConfirmed').invitation).toMatchObject({ method: 'REQUEST' });
    const cancelled = mailOf('bookingCancelled').invitation;
    expect(cancelled?.method).toBe('CANCEL');
    expect(cancelled?.content).toContain(`UID:${facts.bookingId}@guanyi`);
    expect(mailOf('bookingPlanned').invitation).toBeUndefined();
  });
});
