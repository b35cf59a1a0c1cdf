import { describe, expect, it, test } from 'vitest';
import { calendar2026, shanghai, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import type { Quota } from './booking-rules.ts';
import { anybody, type JudgeInput, judgeBooking, refusedStretches, type Standing } from './judge.ts';
import { qualifiedUntil } from './qualification.ts';
import { quotaWindows } from './quota.ts';
import { daily, rulesWith } from './rules.fixture.ts';

const now = shanghai('2026-03-10 12:00');

function input(standing: Partial<Standing> = {}, rules = rulesWith()): JudgeInput {
  return { rules, zone: 'Asia/Shanghai', calendar: calendar2026, now, standing: { ...anybody, ...standing } };
}

const codes = (stretches: readonly { code: string }[]) => stretches.map(({ code }) => code);

describe('the calendar of reasons', () => {
  it('says of each stretch why it is barred', () => {
    const rules = rulesWith({ weekly: daily([['09:00', '17:00']]), leadMinutes: 60, horizonDays: 1 });
    const range = { from: shanghai('2026-03-10 12:00'), until: shanghai('2026-03-13 00:00') };
    expect(refusedStretches(input({}, rules), range)).toEqual([
      { code: 'too-soon', from: now, until: shanghai('2026-03-10 13:00') },
      { code: 'too-far', from: shanghai('2026-03-12 00:00'), until: range.until },
      { code: 'outside-open-hours', from: shanghai('2026-03-10 17:00'), until: shanghai('2026-03-11 09:00') },
      { code: 'outside-open-hours', from: shanghai('2026-03-11 17:00'), until: shanghai('2026-03-12 09:00') },
      { code: 'outside-open-hours', from: shanghai('2026-03-12 17:00'), until: range.until },
    ]);
  });

  it('bars a supervised instrument to production until the day after its last day, and to research never', () => {
    const range = { from: shanghai('2026-03-11 00:00'), until: shanghai('2026-03-14 00:00') };
    const supervisedUntil = '2026-03-12';
    expect(refusedStretches(input({ supervisedUntil, purposeKind: 'production' }), range)).toEqual([
      { code: 'purpose-not-allowed', from: range.from, until: shanghai('2026-03-13 00:00') },
    ]);
    expect(refusedStretches(input({ supervisedUntil, purposeKind: 'research' }), range)).toEqual([]);
    expect(refusedStretches(input({ supervisedUntil }), range)).toEqual([]);
  });

  it('bars a day whose quota leaves no room for the shortest booking', () => {
    const quota: Quota = { per: 'user', unit: 'minutes', window: 'day', limit: 60 };
    const range = { from: shanghai('2026-03-11 00:00'), until: shanghai('2026-03-13 00:00') };
    const full = { quota, taken: [shanghaiWindow('09:00', '09:50')] };
    expect(refusedStretches(input({ quotas: [full] }), range)).toEqual([
      { code: 'quota-exceeded', from: range.from, until: shanghai('2026-03-12 00:00') },
    ]);
    const roomy = { quota, taken: [shanghaiWindow('09:00', '09:45')] };
    expect(refusedStretches(input({ quotas: [roomy] }), range)).toEqual([]);
  });

  it('bars everything to the suspended and the unqualified', () => {
    const range = shanghaiWindow('09:00', '17:00');
    expect(codes(refusedStretches(input({ suspendedUntil: now + 1, qualifiedUntil: now }), range))).toEqual([
      'suspended',
      'not-qualified',
    ]);
    expect(refusedStretches(input({ suspendedUntil: now, qualifiedUntil: now + 1 }), range)).toEqual([]);
  });

  it('agrees with the judgement of every booking inside it', () => {
    const rules = rulesWith({ weekly: daily([['09:00', '12:00']]), horizonDays: 2 });
    const quota: Quota = { per: 'user', unit: 'bookings', window: 'day', limit: 1 };
    const judged = input({ quotas: [{ quota, taken: [shanghaiWindow('09:00', '10:00')] }] }, rules);
    const range = { from: shanghai('2026-03-10 00:00'), until: shanghai('2026-03-14 00:00') };
    const barred = refusedStretches(judged, range);
    for (let from = range.from; from < range.until; from += 15 * 60_000) {
      const window = { from, until: from + 15 * 60_000 };
      const expected = new Set(codes(barred.filter((one) => one.from < window.until && window.from < one.until)));
      expect(new Set(codes(judgeBooking(judged, window)))).toEqual(expected);
    }
  });
});

describe('the judgement of one booking', () => {
  it('names first what no other hour could mend, and the person last', () => {
    const quota: Quota = { per: 'user', unit: 'bookings', window: 'week', limit: 0 };
    const standing = {
      qualifiedUntil: Number.NEGATIVE_INFINITY,
      suspendedUntil: now + 1,
      quotas: [{ quota, taken: [] }],
    };
    const window = { from: shanghai('2026-03-10 11:50'), until: shanghai('2026-03-10 11:55') };
    expect(codes(judgeBooking(input(standing, rulesWith({ weekly: [] })), window))).toEqual([
      ...['too-soon', 'too-short', 'off-grid', 'outside-open-hours', 'suspended', 'not-qualified', 'quota-exceeded'],
    ]);
  });

  it('of a century is quick', () => {
    const quota: Quota = { per: 'user', unit: 'bookings', window: 'day', limit: 1 };
    const window = { from: shanghai('2026-03-11 09:00'), until: shanghai('2126-03-11 09:00') };
    const started = performance.now();
    expect(codes(judgeBooking(input({ quotas: [{ quota, taken: [] }] }), window))).toEqual(['too-far', 'too-long']);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('quota windows', () => {
  test.each([
    ['day', '2026-03-11 00:00', '2026-03-12 00:00'],
    ['week', '2026-03-09 00:00', '2026-03-16 00:00'],
    ['month', '2026-03-01 00:00', '2026-04-01 00:00'],
  ] as const)('a %s in Shanghai', (kind, from, until) => {
    expect(quotaWindows(kind, 'Asia/Shanghai', shanghaiWindow('10:00', '11:00'))).toEqual([
      { from: shanghai(from), until: shanghai(until) },
    ]);
  });

  it('a day that loses an hour has 23, a stretch over midnight touches two', () => {
    const spring = { from: Date.parse('2026-03-08T12:00Z'), until: Date.parse('2026-03-08T13:00Z') };
    const [day] = quotaWindows('day', 'America/New_York', spring);
    expect(day!.until - day!.from).toBe(23 * 3_600_000);
    const night = { from: shanghai('2026-03-31 22:00'), until: shanghai('2026-04-01 02:00') };
    expect(quotaWindows('month', 'Asia/Shanghai', night)).toHaveLength(2);
  });
});

describe('a requirement', () => {
  const forever = Number.POSITIVE_INFINITY;
  test.each([
    ['nothing required', [], [], forever],
    ['nothing held', ['a'], [], Number.NEGATIVE_INFINITY],
    ['the kind held', ['a'], [{ kindId: 'a', expiresAt: 5 }], 5],
    ['another kind held', ['a'], [{ kindId: 'b', expiresAt: null }], Number.NEGATIVE_INFINITY],
    ['any kind held', ['a', 'b'], [{ kindId: null, expiresAt: 7 }], 7],
    [
      'the longer of two',
      ['a'],
      [
        { kindId: 'a', expiresAt: 5 },
        { kindId: 'a', expiresAt: null },
      ],
      forever,
    ],
    [
      'the first of two to lapse',
      ['a', 'b'],
      [
        { kindId: 'a', expiresAt: 5 },
        { kindId: 'b', expiresAt: 9 },
      ],
      5,
    ],
  ])('%s', (_name, required, grants, until) => {
    expect(qualifiedUntil(required, grants)).toBe(until);
  });
});
