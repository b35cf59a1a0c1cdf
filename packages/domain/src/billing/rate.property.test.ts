import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { calendar2026 } from '../kernel/calendar-2026.fixture.ts';
import { MINUTE_MS, type Window } from '../kernel/window.ts';
import { clockText, someTerms } from './arbitrary-terms.fixture.ts';
import type { PriceTerms } from './price-policy.ts';
import { rateQuote, rateUsage } from './rate.ts';

const places = fc.constantFrom(
  ['Asia/Shanghai', '2026-02-14T04:00Z'],
  ['Asia/Shanghai', '2026-03-11T04:00Z'],
  ['America/New_York', '2026-03-08T02:00Z'],
  ['America/New_York', '2026-11-01T02:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T12:00Z'],
);
const wholeMinutes = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 500 }));
const milliseconds = fc.tuple(
  fc.integer({ min: 0, max: 900 * MINUTE_MS }),
  fc.integer({ min: 1, max: 500 * MINUTE_MS }),
);

function windowAt(origin: string, [start, length]: [number, number], unit: number): Window {
  const from = Date.parse(origin) + start * unit;
  return { from, until: from + length * unit };
}

/** The exact price of whole minutes, one minute after the other, in 1/60,000 fen. */
function plainPrice(terms: PriceTerms, zone: string, window: Window): number {
  let sum = 0;
  for (let at = window.from, minute = 0; at < window.until; at += MINUTE_MS, minute += 1) {
    const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const dayClass = calendar2026.classOf(here.toPlainDate().toString());
    const clock = clockText(here.hour * 60 + here.minute);
    const match = terms.timeFactors.find(
      ({ days: only, from, until }) => (only === 'any' || only === dayClass) && from <= clock && clock < until,
    );
    const reached = terms.steps.filter((step) => step.fromMinute <= minute).at(-1);
    sum += (reached?.ratePerHourFen ?? terms.ratePerHourFen) * (match?.permille ?? 1_000);
  }
  return sum;
}

describe('rating', () => {
  it('prices every minute as a plain count of minutes does', () => {
    fc.assert(
      fc.property(places, someTerms, wholeMinutes, ([zone, origin], terms, drawn) => {
        const window = windowAt(origin!, drawn, MINUTE_MS);
        const time = rateQuote({ terms, zone: zone!, calendar: calendar2026, window }).lines[0]!;
        expect(time.kind).toBe('time');
        expect(time.amountFen).toBe(Math.floor((2 * plainPrice(terms, zone!, window) + 60_000) / 120_000));
      }),
    );
  });

  it('bills an unchanged booking, used to the minute, as it was quoted, on every basis', () => {
    fc.assert(
      fc.property(
        places,
        someTerms,
        wholeMinutes,
        fc.integer({ min: 0, max: 9 }),
        ([zone, origin], terms, drawn, samples) => {
          const window = windowAt(origin!, drawn, MINUTE_MS);
          const context = { terms, zone: zone!, calendar: calendar2026, samples, serviceWay: 'guided' as const };
          const quoted = rateQuote({ ...context, window });
          const billed = rateUsage({ ...context, booked: window, used: window });
          const plain = ({ lines, ...totals }: typeof quoted) => ({
            ...totals,
            lines: lines.map(({ rule, ...line }) => line),
          });
          expect(plain(billed)).toEqual(plain(quoted));
        },
      ),
    );
  });

  it('sums to the fen, keeps parts whole, and stays between minimum and cap before the subsidy', () => {
    fc.assert(
      fc.property(places, someTerms, wholeMinutes, milliseconds, ([zone, origin], terms, drawn, drawnUse) => {
        const booked = windowAt(origin!, drawn, MINUTE_MS);
        const used = windowAt(origin!, drawnUse, 1);
        const rating = rateUsage({
          terms,
          zone: zone!,
          calendar: calendar2026,
          booked,
          used,
          samples: 2,
          serviceWay: 'other',
        });
        const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
        expect(rating.subtotalFen).toBe(sum(rating.lines.map((line) => line.amountFen)));
        expect(rating.taxFen).toBe(sum(rating.lines.map((line) => line.taxFen)));
        expect(rating.totalFen).toBe(rating.subtotalFen + rating.taxFen);
        const time = rating.lines[0]!;
        expect(sum(time.parts.map((part) => part.minutes))).toBe(time.quantity);
        expect(sum(time.parts.map((part) => part.until - part.from))).toBe(time.quantity * MINUTE_MS);
        const gross = sum(rating.lines.filter((line) => line.kind !== 'subsidy').map((line) => line.amountFen));
        expect(gross).toBeGreaterThanOrEqual(terms.minimumFen);
        if (typeof terms.capFen === 'number') expect(gross).toBeLessThanOrEqual(terms.capFen);
        expect(rating.subtotalFen).toBeGreaterThanOrEqual(0);
        for (const line of rating.lines) expect(Number.isSafeInteger(line.amountFen)).toBe(true);
      }),
    );
  });
});
