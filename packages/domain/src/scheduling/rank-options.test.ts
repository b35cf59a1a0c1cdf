import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/window.ts';
import { inconvenienceHours, NEARNESS, optionsEach, type RankableOption, rankOptions } from './rank-options.ts';

const same: RankableOption = {
  nearness: 'instrument',
  delayMs: 0,
  priceDifferenceFen: 0,
  distanceKm: 0,
  isSameModel: true,
  isSameClass: true,
};
const names = (options: (RankableOption & { name: string })[]) => rankOptions(options).map(({ name }) => name);

describe('which place is best for who has to move', () => {
  it('a like machine next door now is better than the same one tomorrow', () => {
    const tomorrow = { ...same, name: 'tomorrow', delayMs: DAY_MS };
    const nextDoor = { ...same, name: 'next door', nearness: 'lab' as const, isSameModel: false };
    expect(names([tomorrow, nextDoor])).toEqual(['next door', 'tomorrow']);
  });

  it('the same machine in an hour is better than another one 400 km away now', () => {
    const soon = { ...same, name: 'soon', delayMs: HOUR_MS };
    const far = { ...same, name: 'far', nearness: 'elsewhere' as const, distanceKm: 400 };
    expect(names([far, soon])).toEqual(['soon', 'far']);
  });

  it('whatever costs more comes last, however near it is', () => {
    const dearer = { ...same, name: 'dearer', nearness: 'lab' as const, priceDifferenceFen: 1 };
    const late = { ...same, name: 'late', delayMs: 7 * DAY_MS };
    expect(names([dearer, late])).toEqual(['late', 'dearer']);
  });

  it('of two that are equally near the one of the same class wins', () => {
    const alike = { ...same, name: 'alike', nearness: 'lab' as const };
    const akin = { ...same, name: 'akin', nearness: 'lab' as const, isSameClass: false };
    expect(names([akin, alike])).toEqual(['alike', 'akin']);
  });

  it('is never made better by being later, further or dearer', () => {
    const option = fc.record({
      nearness: fc.constantFrom(...NEARNESS),
      delayMs: fc.integer({ min: 0, max: 30 * DAY_MS }),
      priceDifferenceFen: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      distanceKm: fc.integer({ min: 0, max: 5_000 }),
      isSameModel: fc.boolean(),
      isSameClass: fc.boolean(),
    });
    fc.assert(
      fc.property(option, fc.integer({ min: 1, max: DAY_MS }), (one, more) => {
        const hours = inconvenienceHours(one);
        expect(hours).toBeGreaterThanOrEqual(0);
        expect(inconvenienceHours({ ...one, delayMs: one.delayMs + more })).toBeGreaterThan(hours);
        expect(inconvenienceHours({ ...one, distanceKm: one.distanceKm + 1 })).toBeGreaterThan(hours);
        expect(
          inconvenienceHours({ ...one, priceDifferenceFen: one.priceDifferenceFen + more }),
        ).toBeGreaterThanOrEqual(hours);
      }),
    );
  });

  it('shows a choice to a few and holds one place each for many', () => {
    expect([1, 20, 21, 500].map(optionsEach)).toEqual([3, 3, 1, 1]);
  });
});
