import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test, vi } from 'vitest';
import {
  addDays,
  dayOfWeek,
  daysBetween,
  isDay,
  isZone,
  localDay,
  localPieces,
  minutesOfDayAt,
  parseClock,
  startOfDay,
  wallTime,
  wallWindows,
} from './local-time.ts';

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'UTC',
];
const anyInstant = fc.integer({ min: Date.parse('1985-01-01T00:00Z'), max: Date.parse('2040-01-01T00:00Z') });
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1985-01-01', count));

describe('days', () => {
  it('count as the Gregorian calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (count) => {
        const plain = Temporal.PlainDate.from('1970-01-01').add({ days: count });
        const day = addDays('1970-01-01', count);
        expect(day).toBe(plain.toString());
        expect(dayOfWeek(day)).toBe(plain.dayOfWeek);
        expect(daysBetween('1970-01-01', day)).toBe(count);
      }),
    );
  });

  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['0000-01-01', false],
    ['2026-1-1', false],
    ['2026-01-01T00:00', false],
  ])('%s exists: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});

describe('zones and clock times', () => {
  test.each([
    ['Asia/Shanghai', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['asia/shanghai', false],
    ['+08:00', false],
    ['CST', false],
    ['Asia/Atlantis', false],
    ['', false],
    [`A${'a'.repeat(200)}`, false],
  ])('%s is a zone: %s', (zone, expected) => {
    expect(isZone(zone)).toBe(expected);
    expect(isZone(zone)).toBe(expected);
  });

  test.each([
    ['00:00', 0],
    ['09:30', 570],
    ['24:00', 1_440],
    ['24:01', null],
    ['25:00', null],
    ['9:30', null],
    ['09:60', null],
    ['', null],
  ])('%s is minute %s', (text, minutes) => {
    expect(parseClock(text)).toBe(minutes);
  });
});

describe('wall clock against Temporal', () => {
  it('agrees on day and time of any instant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyInstant, (zone, at) => {
        const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(localDay(zone, at)).toBe(here.toPlainDate().toString());
        const minutes = here.hour * 60 + here.minute + (here.second * 1000 + here.millisecond) / 60_000;
        expect(minutesOfDayAt(zone, at)).toBeCloseTo(minutes, 9);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees on the start of any day and on any wall time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDay, fc.integer({ min: 0, max: 1_439 }), (zone, day, minutes) => {
        const plain = Temporal.PlainDate.from(day);
        expect(startOfDay(zone, day)).toBe(plain.toZonedDateTime(zone).epochMilliseconds);
        const wall = plain.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
        const zoned = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
        expect(wallTime(zone, day, minutes)).toBe(zoned.epochMilliseconds);
        expect(wallTime(zone, day, 1_440)).toBe(startOfDay(zone, addDays(day, 1)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('clock changes', () => {
  test.each([
    ['a skipped time means as long after the change', 'America/New_York', '2026-03-08', 150, '2026-03-08T07:30Z'],
    ['a time that occurs twice means the first', 'America/New_York', '2026-11-01', 90, '2026-11-01T05:30Z'],
    ['half an hour at Lord Howe', 'Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:45Z'],
    ['Shanghai in the summer of 1986', 'Asia/Shanghai', '1986-06-01', 540, '1986-06-01T00:00Z'],
    ['a midnight that is skipped', 'America/Sao_Paulo', '2018-11-04', 0, '2018-11-04T03:00Z'],
  ])('%s', (_name, zone, day, minutes, expected) => {
    expect(wallTime(zone, day, minutes)).toBe(Date.parse(expected));
  });

  it('an hour that occurs twice lies twice in its range of the wall clock', () => {
    const day = {
      from: startOfDay('America/New_York', '2026-11-01'),
      until: startOfDay('America/New_York', '2026-11-02'),
    };
    const found = wallWindows('America/New_York', day, () => [{ from: 60, until: 120 }]);
    expect(found).toEqual([{ from: Date.parse('2026-11-01T05:00Z'), until: Date.parse('2026-11-01T07:00Z') }]);
  });

  it('pieces cover a window without gaps and keep their day', () => {
    const window = fc.tuple(anyInstant, fc.integer({ min: 1, max: 5 * 86_400_000 }));
    fc.assert(
      fc.property(fc.constantFrom(...zones), window, (zone, [from, length]) => {
        const pieces = localPieces(zone, { from, until: from + length });
        expect(pieces[0]!.from).toBe(from);
        expect(pieces.at(-1)!.until).toBe(from + length);
        pieces.forEach((piece, i) => {
          if (i > 0) expect(piece.from).toBe(pieces[i - 1]!.until);
          expect(localDay(zone, piece.from)).toBe(piece.day);
          expect(localDay(zone, piece.until - 1)).toBe(piece.day);
        });
      }),
    );
  });

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'a server in %s answers the same',
    (serverZone) => {
      vi.stubEnv('TZ', serverZone);
      expect(localDay('Asia/Shanghai', Date.parse('2026-03-10T16:00Z'))).toBe('2026-03-11');
      expect(wallTime('America/New_York', '2026-03-08', 150)).toBe(Date.parse('2026-03-08T07:30Z'));
      expect(startOfDay('Australia/Lord_Howe', '2026-10-04')).toBe(Date.parse('2026-10-03T13:30Z'));
      vi.unstubAllEnvs();
    },
  );
});
