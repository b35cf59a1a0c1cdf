import { describe, expect, it } from 'vitest';
import { dayAxis, monthAxis, spanFor, weekAxis } from './board-axis.ts';
import { draggedTo } from './use-claim-drag.ts';

const zone = 'Asia/Shanghai';
const local = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`);

describe('the hours of a board', () => {
  it('are the usual ones unless a booking lies outside', () => {
    const inside = [{ from: '2026-12-09T01:00:00Z', until: '2026-12-09T03:00:00Z' }];
    expect(spanFor(inside, '2026-12-09', 1, zone)).toEqual({ fromHour: 8, untilHour: 21 });
  });

  it('reach to the hour of the earliest and the latest booking of the day', () => {
    const outside = [
      { from: '2026-12-08T22:30:00Z', until: '2026-12-09T01:00:00Z' },
      { from: '2026-12-09T13:00:00Z', until: '2026-12-09T14:30:00Z' },
    ];
    expect(spanFor(outside, '2026-12-09', 1, zone)).toEqual({ fromHour: 6, untilHour: 23 });
  });

  it('count every day of a week', () => {
    const thursday = [{ from: '2026-12-09T22:00:00Z', until: '2026-12-10T01:00:00Z' }];
    expect(spanFor(thursday, '2026-12-07', 7, zone)).toEqual({ fromHour: 6, untilHour: 21 });
  });

  it('do not grow for a booking that goes on over midnight', () => {
    const long = [{ from: '2026-12-01T00:00:00Z', until: '2026-12-20T00:00:00Z' }];
    expect(spanFor(long, '2026-12-09', 1, zone)).toEqual({ fromHour: 8, untilHour: 21 });
  });
});

describe('places on a board', () => {
  it('run evenly over a day and stick to its ends', () => {
    const axis = dayAxis('2026-12-09', { fromHour: 8, untilHour: 20 }, zone);
    expect(axis.place(local('2026-12-09', '14:00'))).toBeCloseTo(0.5);
    expect(axis.place(local('2026-12-08', '23:00'))).toBe(0);
    expect(axis.place(local('2026-12-10', '01:00'))).toBe(1);
    expect(axis.ticks).toHaveLength(12);
  });

  it('give each day of a week a seventh and its nights no room', () => {
    const axis = weekAxis('2026-12-07', { fromHour: 8, untilHour: 20 }, zone);
    expect(axis.place(local('2026-12-09', '14:00'))).toBeCloseTo(2.5 / 7);
    expect(axis.place(local('2026-12-09', '20:00'))).toBeCloseTo(3 / 7);
    expect(axis.place(local('2026-12-10', '03:00'))).toBeCloseTo(3 / 7);
    expect(axis.place(local('2026-12-20', '03:00'))).toBe(1);
  });
});

describe('a claim that is dragged', () => {
  const claim = { from: local('2026-12-09', '10:00'), until: local('2026-12-09', '11:30') };

  it('keeps its length and stops at half hours', () => {
    const axis = dayAxis('2026-12-09', { fromHour: 8, untilHour: 20 }, zone);
    expect(draggedTo(axis, claim, 0.1)).toEqual({
      from: local('2026-12-09', '11:00'),
      until: local('2026-12-09', '12:30'),
    });
    expect(draggedTo(axis, claim, 0.001)).toEqual(claim);
  });

  it('goes to another day of the week at the same height', () => {
    const axis = weekAxis('2026-12-07', { fromHour: 8, untilHour: 20 }, zone);
    expect(draggedTo(axis, claim, 1 / 7).from).toBe(local('2026-12-10', '10:00'));
  });
});

describe('the instant at a place', () => {
  it.each([
    ['day', dayAxis('2026-12-09', { fromHour: 8, untilHour: 20 }, zone)],
    ['week', weekAxis('2026-12-07', { fromHour: 8, untilHour: 20 }, zone)],
    ['month', monthAxis('2026-12-01', 31, zone)],
  ])('is where the %s puts it', (_name, axis) => {
    for (const time of ['08:30', '12:00', '19:30']) {
      const at = local('2026-12-09', time);
      expect(axis.instantAt(axis.place(at))).toBeCloseTo(at, -2);
    }
  });
});
