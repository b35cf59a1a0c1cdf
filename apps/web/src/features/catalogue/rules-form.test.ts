import { describe, expect, it } from 'vitest';
import type { Instrument } from './instrument-rights.ts';
import { rulesFormOf, rulesInputOf } from './rules-form.ts';

const plain = {
  ...{ slotMinutes: 30, minMinutes: 60, maxMinutes: 480, leadMinutes: 0, horizonDays: 90 },
  ...{
    setupMinutes: 0,
    teardownMinutes: 0,
    noShowMinutes: 30,
    closedOnHolidays: true,
    quotas: [],
    qualificationIds: [],
  },
};
const formOf = (weekly: { day: number; from: string; until: string }[]) =>
  rulesFormOf({ rules: { ...plain, weekly } } as unknown as Instrument);
const shown = (weekly: { day: number; from: string; until: string }[]) =>
  formOf(weekly).weekly.map(({ day, from, until }) => `${day} ${from}-${until}`);

describe('a window over midnight', () => {
  const night = [
    { day: 5, from: '20:00', until: '24:00' },
    { day: 6, from: '00:00', until: '02:30' },
  ];

  it('reads as one and is stored as two', () => {
    expect(shown(night)).toEqual(['5 20:00-02:30']);
    expect(rulesInputOf(formOf(night)).weekly).toEqual(night);
  });

  it('runs from Sunday into Monday', () => {
    const sunday = [
      { day: 1, from: '00:00', until: '06:00' },
      { day: 7, from: '22:00', until: '24:00' },
    ];
    expect(shown(sunday)).toEqual(['7 22:00-06:00']);
    const sent = rulesInputOf(formOf(sunday)).weekly;
    expect([...sent].sort((a, b) => a.day - b.day)).toEqual(sunday);
  });

  it('is not made of days that are open around the clock, nor of what would be more than a day', () => {
    const round = [1, 2].map((day) => ({ day, from: '00:00', until: '24:00' }));
    expect(shown(round)).toEqual(['1 00:00-24:00', '2 00:00-24:00']);
    const long = [
      { day: 1, from: '08:00', until: '24:00' },
      { day: 2, from: '00:00', until: '12:00' },
    ];
    expect(shown(long)).toEqual(['1 08:00-24:00', '2 00:00-12:00']);
  });

  it('keeps the places of the other windows, to which refusals refer', () => {
    const form = formOf([
      { day: 1, from: '20:00', until: '24:00' },
      { day: 2, from: '00:00', until: '02:00' },
      { day: 3, from: '09:00', until: '17:00' },
    ]);
    expect(rulesInputOf(form).weekly.map(({ day, from }) => `${day} ${from}`)).toEqual([
      '1 20:00',
      '3 09:00',
      '2 00:00',
    ]);
  });

  it('is no night when one of its times is none', () => {
    const form = formOf([{ day: 1, from: '09:00', until: '17:00' }]);
    const typed = { ...form, weekly: form.weekly.map((window) => ({ ...window, until: 'soon' })) };
    expect(rulesInputOf(typed).weekly).toEqual([{ day: 1, from: '09:00', until: 'soon' }]);
  });
});
