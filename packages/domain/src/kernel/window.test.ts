import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  contains,
  containsInstant,
  intersect,
  mergeWindows,
  overlaps,
  subtract,
  touches,
  type Window,
} from './window.ts';

/** The thirteen relations of two intervals, against 12–15. */
const relations: [string, number, number, boolean][] = [
  ['before', 9, 11, false],
  ['meets the start', 11, 12, false],
  ['overlaps the start', 11, 13, true],
  ['starts with it and is shorter', 12, 13, true],
  ['lies inside', 13, 14, true],
  ['ends with it and is shorter', 14, 15, true],
  ['equals it', 12, 15, true],
  ['starts with it and is longer', 12, 16, true],
  ['ends with it and is longer', 11, 15, true],
  ['surrounds it', 11, 16, true],
  ['overlaps the end', 14, 16, true],
  ['meets the end', 15, 16, false],
  ['after', 16, 18, false],
];

describe('two half-open windows', () => {
  const booked: Window = { from: 12, until: 15 };

  test.each(relations)('%s: %i–%i', (_name, from, until, expected) => {
    const other = { from, until };
    expect(overlaps(booked, other)).toBe(expected);
    expect(overlaps(other, booked)).toBe(expected);
    expect(intersect(booked, other) !== null).toBe(expected);
    if (!expected) expect(subtract([other], [booked])).toEqual([other]);
  });

  it('touch without sharing an instant', () => {
    expect(touches(booked, { from: 15, until: 16 })).toBe(true);
    expect(touches(booked, { from: 16, until: 17 })).toBe(false);
    expect(containsInstant(booked, 12)).toBe(true);
    expect(containsInstant(booked, 15)).toBe(false);
    expect(contains(booked, { from: 12, until: 15 })).toBe(true);
    expect(contains(booked, { from: 11, until: 13 })).toBe(false);
  });
});

describe('lists of windows', () => {
  const window = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([from, length]): Window => ({ from, until: from + length }));
  const windows = fc.array(window, { maxLength: 12 });
  const instantsOf = (list: readonly Window[]): Set<number> =>
    new Set(list.flatMap(({ from, until }) => Array.from({ length: until - from }, (_, i) => from + i)));

  it('merge to the same instants, sorted and apart', () => {
    fc.assert(
      fc.property(windows, (list) => {
        const merged = mergeWindows(list);
        expect(instantsOf(merged)).toEqual(instantsOf(list));
        for (let i = 1; i < merged.length; i += 1) expect(merged[i - 1]!.until).toBeLessThan(merged[i]!.from);
      }),
    );
  });

  it('subtract instant by instant', () => {
    fc.assert(
      fc.property(windows, windows, (list, cuts) => {
        const taken = instantsOf(cuts);
        const left = new Set([...instantsOf(list)].filter((instant) => !taken.has(instant)));
        expect(instantsOf(subtract(list, cuts))).toEqual(left);
      }),
    );
  });
});
