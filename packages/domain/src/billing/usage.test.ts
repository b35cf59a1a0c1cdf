import { describe, expect, it, test } from 'vitest';
import { calendar2026 } from '../kernel/calendar-2026.fixture.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/window.ts';
import { rateFullWaiver } from './adjustment.ts';
import { priceLine } from './price-line.ts';
import { rateUsageWithout } from './rate.ts';
import { amounts, bill, termsWith, wednesday } from './terms.fixture.ts';
import {
  confirmUse,
  disputeUse,
  faultOfUse,
  openReviewEnd,
  REVIEW_DAYS,
  resolveUse,
  reviewEnd,
  touchesUse,
  type UsageState,
  type UsageStatus,
  usageStatusAt,
  varianceOf,
  withdrawUse,
} from './usage.ts';

const recordedAt = Date.parse('2026-03-11T09:00:00Z');
const fresh: UsageState = {
  status: 'recorded',
  besideId: null,
  labConfirmedAt: null,
  customerConfirmedAt: null,
  reviewEndsAt: reviewEnd(recordedAt),
};
const inState = (status: UsageStatus): UsageState => ({ ...fresh, status });

describe('the review of a use', () => {
  it('lasts a week and is over at the instant', () => {
    const end = recordedAt + REVIEW_DAYS * DAY_MS;
    expect(usageStatusAt(fresh, end - 1)).toBe('recorded');
    expect(usageStatusAt(fresh, end)).toBe('confirmed');
    expect(usageStatusAt({ ...fresh, status: 'disputed' }, end)).toBe('disputed');
  });

  it('keeps the first instant at which a side confirmed', () => {
    const once = confirmUse(fresh, recordedAt + 1, 'lab');
    expect(once).toMatchObject({ ok: true, usage: { status: 'confirmed', labConfirmedAt: recordedAt + 1 } });
    if (!once.ok) return;
    const twice = confirmUse(once.usage, recordedAt + 2, 'lab');
    expect(twice).toMatchObject({ ok: true, usage: { labConfirmedAt: recordedAt + 1, customerConfirmedAt: null } });
    const both = confirmUse(once.usage, recordedAt + 3, 'customer');
    expect(both).toMatchObject({ ok: true, usage: { customerConfirmedAt: recordedAt + 3 } });
    if (both.ok) expect(openReviewEnd(both.usage, recordedAt + 4)).toBe(null);
  });

  it('can be taken back by the side that spoke, while the review would run', () => {
    const lab: UsageState = { ...fresh, status: 'confirmed', labConfirmedAt: recordedAt };
    expect(withdrawUse(lab, recordedAt, 'lab')).toEqual({ ok: true, usage: fresh });
    expect(withdrawUse(lab, recordedAt, 'customer')).toMatchObject({ ok: false, code: 'state-conflict' });
    const both: UsageState = { ...lab, customerConfirmedAt: recordedAt };
    expect(withdrawUse(both, recordedAt, 'customer')).toEqual({ ok: true, usage: lab });
    expect(withdrawUse(both, reviewEnd(recordedAt), 'customer').ok).toBe(false);
    expect(withdrawUse({ ...both, status: 'disputed' }, recordedAt, 'lab').ok).toBe(false);
    expect(withdrawUse({ ...lab, reviewEndsAt: null }, recordedAt, 'lab').ok).toBe(false);
  });

  test.each([
    ['problem', false, false, false],
    ['recorded', true, true, false],
    ['confirmed', true, true, false],
    ['disputed', false, false, true],
  ] as const)('in state %s: confirm %s, dispute %s, resolve %s', (status, confirms, disputes, resolves) => {
    const usage = inState(status);
    expect(confirmUse(usage, recordedAt, 'customer').ok).toBe(confirms);
    expect(disputeUse(usage, recordedAt).ok).toBe(disputes);
    expect(resolveUse(usage).ok).toBe(resolves);
  });

  test.each([
    ['the customer has confirmed', { customerConfirmedAt: recordedAt }],
    ['the review is over', { reviewEndsAt: recordedAt }],
    ['it only stands beside another record', { besideId: 'other' }],
  ])('knows no dispute once %s', (_name, change) => {
    expect(disputeUse({ ...fresh, ...change }, recordedAt)).toMatchObject({ ok: false, code: 'state-conflict' });
  });
});

test.each([
  ['an end before its start', { from: 2, until: 1, idleMinutes: 0 }, 'use-without-length'],
  ['no length', { from: 1, until: 1, idleMinutes: 0 }, 'use-without-length'],
  ['more idle than used minutes', { from: 0, until: 10 * MINUTE_MS, idleMinutes: 11 }, 'idle-exceeds-use'],
  ['nothing but idle minutes', { from: 0, until: 10 * MINUTE_MS, idleMinutes: 10 }, null],
  ['an idle minute in ten seconds', { from: 0, until: 10_000, idleMinutes: 1 }, null],
  ['no end yet', { from: 0, until: null, idleMinutes: 99 }, null],
])('a use with %s', (_name, use, fault) => {
  expect(faultOfUse(use)).toBe(fault);
});

describe('the difference of a use', () => {
  const booked = wednesday('15:00–16:00');
  it.each([
    ['15:00–16:15', ['15:00–16:00'], { overMinutes: 15, meteredMinutes: -15 }],
    ['15:00–15:40', ['15:00–15:20', '15:30–15:50'], { overMinutes: -20, meteredMinutes: 0 }],
    ['15:00–16:00', [], { overMinutes: 0, meteredMinutes: null }],
  ])('used %s, metered %j', (used, metered, expected) => {
    expect(varianceOf(wednesday(used), booked, metered.map(wednesday))).toEqual(expected);
  });

  it('cannot be told without a booking, an end or a meter', () => {
    expect(varianceOf(null, booked, [])).toEqual({ overMinutes: null, meteredMinutes: null });
    expect(varianceOf(booked, null, [])).toEqual({ overMinutes: null, meteredMinutes: null });
  });

  it('is disputed only where use or booking lie', () => {
    expect(touchesUse(wednesday('16:00–17:00'), booked, null)).toBe(false);
    expect(touchesUse(wednesday('16:00–17:00'), booked, wednesday('15:30–16:30'))).toBe(true);
  });
});

describe('what is owed without a disputed part', () => {
  const owed = (changes: object, chargeFor: 'booked' | 'used' | 'overage', used: string, disputed: string) =>
    rateUsageWithout(
      {
        terms: termsWith({ ...changes, chargeFor }),
        zone: 'Asia/Shanghai',
        calendar: calendar2026,
        booked: wednesday('15:00–18:00'),
        used: wednesday(used),
      },
      wednesday(disputed),
    );

  it.each([
    ['booked', '15:00–18:00', '16:00–17:00', 6_000 + 4_800],
    ['booked', '15:30–16:00', '17:00–18:00', 12_000],
    ['used', '15:00–17:00', '15:00–16:00', 6_000],
    ['overage', '15:00–18:30', '18:00–19:00', 12_000 + 4_800],
  ] as const)('charged for %s, used %s, disputed %s', (chargeFor, used, disputed, expected) => {
    expect(owed({}, chargeFor, used, disputed).subtotalFen).toBe(expected);
  });

  it('is the same as before where the dispute lies outside what is billed', () => {
    const before = bill({}, 'used', wednesday('15:00–18:00'), wednesday('15:00–16:00'));
    expect(amounts(owed({}, 'used', '15:00–16:00', '17:00–18:00'))).toEqual(amounts(before));
  });

  it('is nothing at all, set-up included, when no time is left', () => {
    expect(owed({ setupFen: 5_000, minimumFen: 9_000 }, 'booked', '15:00–18:00', '15:00–18:00').totalFen).toBe(0);
  });

  it('still obeys the minimum', () => {
    expect(owed({ minimumFen: 15_000 }, 'booked', '15:00–18:00', '15:00–16:00').subtotalFen).toBe(15_000);
  });
});

describe('a full waiver', () => {
  const line = (amountFen: number) =>
    priceLine({
      kind: 'time',
      quantity: 1,
      unit: 'once',
      unitPriceFen: amountFen,
      amountFen,
      taxCategory: 'vat6',
      rule: { code: 'timeBooked', params: {} },
    });

  it('turns every line round, so that amount and tax become zero', () => {
    const lines = [line(25), line(25), line(-10)];
    const waiver = rateFullWaiver(lines);
    expect(waiver).toMatchObject({ subtotalFen: -40, taxFen: -3 });
    expect(lines.reduce((sum, { taxFen }) => sum + taxFen, 0)).toBe(3);
  });

  it('of nothing is none', () => {
    expect(rateFullWaiver([line(100), line(-100)])).toBeNull();
  });
});
