import type { Candidate } from '@guanyi/db/catalogue/search';
import { createWorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { describe, expect, it } from 'vitest';
import { freeWindow } from './free-time.ts';

const at = (clock: string) => Date.parse(`2026-03-11T${clock}:00+08:00`);
const now = at('08:00');
const calendar = createWorkCalendar({ days: [], publishedYears: [2026] });
const rules: BookingRules = {
  weekly: [{ day: 3, from: '09:00', until: '17:00' }],
  ...{
    slotMinutes: 30,
    minMinutes: 60,
    maxMinutes: 240,
    leadMinutes: 0,
    horizonDays: 30,
    setupMinutes: 0,
    teardownMinutes: 0,
  },
  ...{ closedOnHolidays: false, noShowMinutes: 0, quotas: [], qualificationIds: [] },
};
const candidate: Candidate = {
  id: '1',
  zone: 'Asia/Shanghai',
  rules,
  pattern: '',
  offersMachineTime: true,
  claims: [{ kind: 'booking', from: at('12:00'), until: at('13:00') }],
};
const free = (from: string, until: string, minMinutes?: number, change: Partial<Candidate> = {}) => {
  const window = freeWindow(
    { ...candidate, ...change },
    { from: at(from), until: at(until), minMinutes },
    calendar,
    now,
  );
  return (
    window && [new Date(window.from + 28_800_000).toISOString().slice(11, 16), (window.until - window.from) / 60_000]
  );
};

describe('a wish for time', () => {
  it.each([
    ['the whole window', '09:00', '12:00', undefined, ['09:00', 180]],
    ['a window with a booking in it', '11:00', '14:00', undefined, null],
    ['a window that begins before opening', '08:00', '10:00', undefined, null],
    ['a window off the grid', '09:10', '10:40', undefined, null],
    ['a window shorter than any booking', '09:00', '09:30', undefined, null],
    ['a day, longer than any booking may be', '00:00', '24:00', undefined, ['09:00', 60]],
    ['two hours somewhere in the day', '10:30', '24:00', 120, ['13:00', 120]],
    ['a length that the grid rounds up', '09:00', '17:00', 45, ['09:00', 60]],
    ['more than the longest booking', '09:00', '17:00', 300, null],
  ] as const)('for %s', (_, from, until, minutes, expected) => expect(free(from, until, minutes)).toEqual(expected));

  it('is met by what has no rules when nothing occupies it, unless it can only be booked by the hour', () => {
    expect(free('09:00', '11:00', undefined, { rules: null, offersMachineTime: false })).toEqual(['09:00', 120]);
    expect(free('11:00', '14:00', undefined, { rules: null, offersMachineTime: false })).toBeNull();
    expect(free('09:00', '11:00', undefined, { rules: null })).toBeNull();
  });
});
