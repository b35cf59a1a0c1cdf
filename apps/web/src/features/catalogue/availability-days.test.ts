import { describe, expect, it } from 'vitest';
import {
  type Availability,
  defaultWindow,
  endsFor,
  freeOn,
  isFree,
  type Rules,
  sharesOf,
  startsIn,
  stretchesOf,
} from './availability-days.ts';

const zone = 'Asia/Shanghai';
const at = (local: string) => Date.parse(`${local}:00+08:00`);
const text = (local: string) => new Date(at(local)).toISOString();
const window = (from: string, until: string) => ({ from: text(from), until: text(until) });

const rules = { slotMinutes: 30, minMinutes: 60, maxMinutes: 240 } as Rules;

const monday = '2026-12-14';
const availability: Availability = {
  instrumentId: 'i',
  zone,
  from: text(`${monday}T00:00`),
  until: text('2026-12-17T00:00'),
  open: [window(`${monday}T08:00`, `${monday}T18:00`), window('2026-12-15T22:00', '2026-12-16T02:00')],
  busy: [
    { ...window(`${monday}T09:00`, `${monday}T11:00`), kind: 'booking' },
    { ...window('2026-12-15T20:00', '2026-12-16T03:00'), kind: 'calibration' },
  ],
  free: [window(`${monday}T11:00`, `${monday}T18:00`)],
  provisional: false,
};

describe('a day of the calendar', () => {
  const shares = sharesOf(availability, monday, '2026-12-16');

  it('shows the free share of the opening hours', () => {
    expect(shares.get(monday)).toMatchObject({ freeMinutes: 420, freePermille: 700, closed: false, outage: false });
  });

  it('tells an outage from a day that is taken, also past midnight', () => {
    expect(shares.get('2026-12-15')).toMatchObject({ freeMinutes: 0, closed: false, outage: true });
    expect(shares.get('2026-12-16')).toMatchObject({ freeMinutes: 0, closed: false, outage: true });
  });

  it('lists free and taken stretches in order of time', () => {
    expect(stretchesOf(availability, monday).map(({ from, state }) => [from, state])).toEqual([
      [at(`${monday}T09:00`), 'busy'],
      [at(`${monday}T11:00`), 'free'],
    ]);
  });
});

describe('the times to choose from', () => {
  it('offers starts that leave room for the shortest booking', () => {
    const starts = startsIn(freeOn(availability, monday), rules);
    expect(starts[0]).toBe(at(`${monday}T11:00`));
    expect(starts.at(-1)).toBe(at(`${monday}T17:00`));
  });

  it('offers ends from the shortest to the longest booking', () => {
    const ends = endsFor(at(`${monday}T11:00`), availability, rules);
    expect(ends[0]).toBe(at(`${monday}T12:00`));
    expect(ends.at(-1)).toBe(at(`${monday}T15:00`));
    expect(endsFor(at(`${monday}T17:00`), availability, rules)).toEqual([at(`${monday}T18:00`)]);
  });

  it('offers no end for a start that is taken', () => {
    expect(endsFor(at(`${monday}T09:30`), availability, rules)).toEqual([]);
  });

  it('keeps lists short where the grid is a minute, and still reaches the end', () => {
    const fine = { ...rules, slotMinutes: 1, minMinutes: 10 } as Rules;
    const ends = endsFor(at(`${monday}T14:25`), availability, fine);
    expect(ends).toHaveLength(15);
    expect(ends.at(-1)).toBe(at(`${monday}T18:00`));
  });

  it('takes a short stretch whole and two hours of a long one', () => {
    const short = { from: at(`${monday}T14:00`), until: at(`${monday}T17:00`) };
    expect(defaultWindow(short, rules)).toEqual(short);
    const long = { from: at(`${monday}T11:00`), until: at(`${monday}T18:00`) };
    expect(defaultWindow(long, rules)).toEqual({ from: long.from, until: at(`${monday}T13:00`) });
  });

  it('judges a window as the API does: inside one free stretch', () => {
    expect(isFree({ from: at(`${monday}T11:00`), until: at(`${monday}T18:00`) }, availability)).toBe(true);
    expect(isFree({ from: at(`${monday}T10:30`), until: at(`${monday}T12:00`) }, availability)).toBe(false);
  });
});
