import fc from 'fast-check';
import { checkPolicy } from './check-policy.ts';
import { type ChargeBasis, type PriceTerms, TAX_CATEGORIES } from './price-policy.ts';
import { policyWith, termsWith } from './terms.fixture.ts';

const days = fc.constantFrom('weekday' as const, 'weekend' as const, 'holiday' as const, 'any' as const);
const half = fc.integer({ min: 0, max: 48 }).map((count) => count * 30);
const factor = fc
  .tuple(days, half, half, fc.integer({ min: 0, max: 3_000 }))
  .filter(([, from, until]) => from < until)
  .map(([classes, from, until, permille]) => ({
    days: classes,
    from: clockText(from),
    until: clockText(until),
    permille,
  }));
const rate = fc.integer({ min: 0, max: 99_999 });
const steps = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 3 })
  .chain((minutes) =>
    fc.tuple(
      ...minutes
        .sort((a, b) => a - b)
        .map((fromMinute) => rate.map((ratePerHourFen) => ({ fromMinute, ratePerHourFen }))),
    ),
  );

/** Terms that could be stored: any factors, steps, minimum, cap, subsidy and tax, on each basis. */
export const someTerms = fc
  .record({
    ratePerHourFen: rate,
    steps,
    timeFactors: fc.array(factor, { maxLength: 3 }),
    setupFen: rate,
    operatorPerHourFen: rate,
    perSampleFen: rate,
    minimumFen: rate,
    capFen: fc.option(fc.integer({ min: 100_000, max: 200_000 }), { nil: null }),
    subsidyPermille: fc.integer({ min: 0, max: 1_000 }),
    taxCategory: fc.constantFrom(...TAX_CATEGORIES),
    chargeFor: fc.constantFrom<ChargeBasis>('booked', 'used', 'overage'),
  })
  .map((changes): PriceTerms => termsWith(changes))
  .filter((terms) => checkPolicy(policyWith(terms)).length === 0);

/** Minutes of a day as `HH:MM`. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
