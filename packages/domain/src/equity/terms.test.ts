import { describe, expect, it } from 'vitest';
import { appraisalValidUntil, isNoticeRunning, lapsesAt, noticeDaysPast, noticePeriod } from './terms.ts';

const zone = 'Asia/Shanghai';
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`);

describe('the notice (X7)', () => {
  const period = noticePeriod('2026-03-02', 15);

  it('published on 2 March runs from the 3rd to the 17th and lets people sign from the 18th', () => {
    expect(period).toEqual({ firstDay: '2026-03-03', lastDay: '2026-03-17', agreementFrom: '2026-03-18' });
  });

  it('runs to the last millisecond before midnight in the zone of the lab', () => {
    expect(isNoticeRunning(period.agreementFrom, zone, at('2026-03-18 00:00') - 1)).toBe(true);
    expect(isNoticeRunning(period.agreementFrom, zone, at('2026-03-18 00:00'))).toBe(false);
  });

  it('counts the days that are over', () => {
    const past = ['2026-03-02 23:59', '2026-03-03 12:00', '2026-03-04 00:00', '2026-03-17 23:59', '2026-03-20 00:00'];
    expect(past.map((local) => noticeDaysPast(period, zone, at(local)))).toEqual([0, 0, 1, 14, 15]);
  });
});

describe('the validity of an appraisal (X8)', () => {
  it.each([
    ['2025-03-18', '2026-03-18'],
    ['2025-03-17', '2026-03-17'],
    ['2024-02-29', '2025-02-28'],
    ['2023-02-28', '2024-02-28'],
    ['2025-12-31', '2026-12-31'],
  ])('with the base date %s it may be relied on through %s', (base, last) =>
    expect(appraisalValidUntil(base, 12)).toBe(last),
  );
});

it('a case that is left alone lapses at midnight of the same day so many months later', () => {
  expect(lapsesAt(at('2026-03-02 15:30'), zone, 24)).toBe(at('2028-03-02 00:00'));
});
