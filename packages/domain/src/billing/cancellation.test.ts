import { describe, expect, it, test } from 'vitest';
import { shanghai } from '../kernel/calendar-2026.fixture.ts';
import { cancellationFeeFen, rateFee, rateWaiver, waivedFeeFen } from './cancellation.ts';
import { quote, wednesday } from './terms.fixture.ts';

const from = shanghai('2026-03-11 15:00');
const fee = { noticeHours: 24, feeFen: 4_575 };
const hours = (count: number): number => count * 3_600_000;

describe('notice of 24 hours, fee of 45.75 (R36, M6)', () => {
  test.each([
    ['48 h before', from - hours(48), 0],
    ['exactly 24 h before', from - hours(24), 0],
    ['a millisecond later', from - hours(24) + 1, 4_575],
    ['23 h 59 min before', from - hours(24) + 60_000, 4_575],
    ['after the start', from + 60_000, 4_575],
  ])('%s', (_name, now, owed) => {
    expect(cancellationFeeFen({ terms: fee, bookedSubtotalFen: 6_000, from, now })).toBe(owed);
  });

  it('counts elapsed hours over a clock change', () => {
    const springForward = Date.parse('2026-03-08T12:00-04:00');
    const input = { terms: fee, bookedSubtotalFen: 0, from: springForward };
    expect(cancellationFeeFen({ ...input, now: Date.parse('2026-03-07T11:00-05:00') })).toBe(0);
    expect(cancellationFeeFen({ ...input, now: Date.parse('2026-03-07T12:00-05:00') })).toBe(4_575);
  });
});

describe('the fee (R20, R21)', () => {
  it('of the full price is the booked subtotal after minimum and subsidy, before tax', () => {
    const booked = quote({ minimumFen: 10_000, subsidyPermille: 200, taxCategory: 'vat6' }, wednesday('15:00–16:00'));
    const terms = { noticeHours: 24, fullPrice: true } as const;
    expect(cancellationFeeFen({ terms, bookedSubtotalFen: booked.subtotalFen, from, now: from })).toBe(8_000);
  });

  it('stands alone: no minimum, no subsidy, no tax', () => {
    expect(rateFee('cancellation', 4_575, fee)).toMatchObject({
      lines: [{ kind: 'cancellation', amountFen: 4_575, taxFen: 0, rule: { code: 'cancellationFee' } }],
      subtotalFen: 4_575,
      taxFen: 0,
      totalFen: 4_575,
    });
    expect(rateFee('noShow', 2_000, fee)).toMatchObject({ lines: [{ kind: 'noShow' }], totalFen: 2_000 });
  });
});

describe('the waiver (R22, M7)', () => {
  test.each([
    ['one of two hours', 4_575, '10:00–12:00', ['10:00–11:00'], 2_288],
    ['parts, each minute once', 12_000, '10:00–12:00', ['09:00–10:30', '10:30–11:00', '11:45–13:00'], 7_500],
    ['an hour that two bookings share', 12_000, '10:00–12:00', ['10:00–11:00', '10:30–11:00'], 6_000],
    ['nothing booked', 4_575, '10:00–12:00', [], 0],
    ['all of it', 4_575, '10:00–12:00', ['08:00–18:00'], 4_575],
  ])('of %s', (_name, feeFen, cancelled, rebooked, waived) => {
    expect(waivedFeeFen({ feeFen, cancelled: wednesday(cancelled), rebooked: rebooked.map(wednesday) })).toBe(waived);
  });

  it('is an adjustment that leaves the rest', () => {
    const rating = rateWaiver(2_288);
    expect(rating).toMatchObject({ lines: [{ kind: 'waiver' }], totalFen: -2_288 });
    expect(4_575 + rating.totalFen).toBe(2_287);
  });
});
