import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { calendar2026 } from '../kernel/calendar-2026.fixture.ts';
import { addDays, startOfDay } from '../kernel/local-time.ts';
import { MINUTE_MS, type Window } from '../kernel/window.ts';
import { availability } from './availability.ts';
import { type BookingRules, footprint, judgeWindow } from './booking-rules.ts';
import { checkRules } from './check-rules.ts';
import type { Claim } from './claim.ts';
import { rulesWith } from './rules.fixture.ts';

/** Days with a clock change, a make-up Saturday, a holiday, and ordinary ones. */
const places = fc.constantFrom(
  ['Asia/Shanghai', '2026-02-13'],
  ['Asia/Shanghai', '2026-03-10'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['Australia/Lord_Howe', '2026-04-04'],
);

const opening = fc.constantFrom(0, 0, 480, 510, 720);
const closing = fc.constantFrom(750, 1_020, 1_290, 1_440, 1_440);
const weekly = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), opening, closing)
    .map(([day, from, until]) => ({ day, from: text(from), until: text(until) })),
  { minLength: 6, maxLength: 20 },
);

const someRules = fc
  .record({
    weekly,
    slotMinutes: fc.constantFrom(10, 15, 30, 45, 60),
    minMinutes: fc.constantFrom(10, 30, 60, 90),
    maxMinutes: fc.constantFrom(60, 240, 1_440),
    leadMinutes: fc.constantFrom(0, 45, 600),
    horizonDays: fc.constantFrom(1, 2, 90),
    setupMinutes: fc.constantFrom(0, 15, 40),
    teardownMinutes: fc.constantFrom(0, 30),
    closedOnHolidays: fc.boolean(),
  })
  .map((changes): BookingRules => rulesWith(changes))
  .filter((rules) => checkRules(rules).length === 0);

const someClaims = fc.array(
  fc.record({
    startMinute: fc.integer({ min: -300, max: 3 * 1_440 }),
    minutes: fc.integer({ min: 5, max: 400 }),
    expiresIn: fc.option(fc.constantFrom(-5, 0, 5), { nil: null }),
  }),
  { maxLength: 6 },
);

/** Starts and lengths in slots, so that most lie on the grid, now and then shifted beside it. */
const wanted = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 8 }), fc.constantFrom(0, 0, 0, 5)),
  { minLength: 20, maxLength: 20 },
);

/** Judges a window minute by minute with Temporal alone: slow, plain, and nothing shared with the code under test. */
function isBookable(window: Window, rules: BookingRules, zone: string, claims: readonly Claim[], now: number): boolean {
  const minutes = (window.until - window.from) / MINUTE_MS;
  if (minutes < rules.minMinutes || minutes > rules.maxMinutes) return false;
  if (window.from < now + rules.leadMinutes * MINUTE_MS) return false;
  const lastDay = local(zone, now).toPlainDate().add({ days: rules.horizonDays });
  for (const edge of [window.from, window.until]) {
    const here = local(zone, edge);
    if ((here.hour * 60 + here.minute) % rules.slotMinutes !== 0) return false;
  }
  for (let at = window.from; at < window.until; at += MINUTE_MS) {
    const here = local(zone, at);
    if (Temporal.PlainDate.compare(here.toPlainDate(), lastDay) > 0) return false;
    if (!isOpenAt(here, rules)) return false;
  }
  const from = window.from - rules.setupMinutes * MINUTE_MS;
  const until = window.until + rules.teardownMinutes * MINUTE_MS;
  return !claims.some((claim) => {
    const hasLapsed = typeof claim.expiresAt === 'number' && claim.expiresAt <= now;
    return !hasLapsed && claim.from < until && from < claim.until;
  });
}

function isOpenAt(here: Temporal.ZonedDateTime, rules: BookingRules): boolean {
  const day = here.toPlainDate().toString();
  if (rules.closedOnHolidays && calendar2026.classOf(day) === 'holiday') return false;
  const now = text(here.hour * 60 + here.minute);
  return rules.weekly.some((entry) => entry.day === here.dayOfWeek && entry.from <= now && now < entry.until);
}

function local(zone: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

function text(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

describe('free windows against a minute-by-minute model', () => {
  it('hold exactly the windows that can be booked', () => {
    let accepted = 0;
    fc.assert(
      fc.property(places, someRules, someClaims, wanted, ([zone, firstDay], rules, drawn, windows) => {
        const range = { from: startOfDay(zone!, firstDay!), until: startOfDay(zone!, addDays(firstDay!, 3)) };
        const now = range.from + 150 * MINUTE_MS;
        const claims = drawn.map((claim): Claim => {
          const from = range.from + claim.startMinute * MINUTE_MS;
          const expiresAt = claim.expiresIn === null ? null : now + claim.expiresIn * MINUTE_MS;
          return { from, until: from + claim.minutes * MINUTE_MS, kind: 'booking', expiresAt };
        });
        const { free } = availability({ range, rules, zone: zone!, calendar: calendar2026, claims, now });
        for (const [start, length, shift] of windows) {
          const from = range.from + (start * rules.slotMinutes + shift) * MINUTE_MS;
          const window = { from, until: from + length * rules.slotMinutes * MINUTE_MS };
          if (window.until > range.until) continue;
          const expected = isBookable(window, rules, zone!, claims, now);
          if (expected) accepted += 1;
          const hasAllowedLength =
            window.until - from >= rules.minMinutes * MINUTE_MS && window.until - from <= rules.maxMinutes * MINUTE_MS;
          const isInside = free.some((piece) => piece.from <= window.from && window.until <= piece.until);
          const input = { rules, zone: zone!, calendar: calendar2026, window, now };
          const refusals = judgeWindow(input);
          expect(isInside && hasAllowedLength && !refusals.includes('off-grid')).toBe(expected);
          const own = footprint(rules, window);
          const isTaken = claims.some(
            (claim) =>
              !(claim.expiresAt != null && claim.expiresAt <= now) && claim.from < own.until && own.from < claim.until,
          );
          expect(refusals.length === 0 && !isTaken).toBe(expected);
        }
        for (const piece of free) {
          expect(piece.from).toBeGreaterThanOrEqual(range.from);
          expect(piece.until).toBeLessThanOrEqual(range.until);
        }
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
