import { describe, expect, it } from 'vitest';
import type { Availability } from './availability-days.ts';
import { judgedStretches, reasonOfDay, type refusedOn } from './refused-days.ts';

const zone = 'Asia/Shanghai';
const day = '2026-12-14';
const at = (clock: string, on = day) => new Date(`${on}T${clock}:00+08:00`).toISOString();
const ms = (clock: string) => Date.parse(at(clock));

const availability = {
  instrumentId: 'i',
  zone,
  from: at('00:00'),
  until: at('00:00', '2026-12-15'),
  open: [{ from: at('08:00'), until: at('18:00') }],
  busy: [{ from: at('10:00'), until: at('12:00'), kind: 'booking' }],
  free: [
    { from: at('09:00'), until: at('10:00') },
    { from: at('12:00'), until: at('18:00') },
  ],
  provisional: false,
} as Availability;

const refusals = (...items: { code: string; from: string; until: string }[]) =>
  ({ instrumentId: 'i', zone, items }) as Parameters<typeof refusedOn>[0];

const tooSoon = { code: 'too-soon', from: at('00:00', '2026-12-01'), until: at('09:00') };
const full = { code: 'quota-exceeded', from: at('14:00'), until: at('00:00', '2026-12-20') };
const unqualified = { code: 'not-qualified', from: at('00:00'), until: at('00:00', '2026-12-31') };

describe('what a day holds', () => {
  it('tells why a stretch within the hours cannot be had, and cuts free time where a reason begins', () => {
    expect(judgedStretches(availability, refusals(tooSoon, full), day)).toEqual([
      { from: ms('08:00'), until: ms('09:00'), state: 'refused', code: 'too-soon' },
      { from: ms('09:00'), until: ms('10:00'), state: 'free' },
      { from: ms('10:00'), until: ms('12:00'), state: 'busy', kind: 'booking' },
      { from: ms('12:00'), until: ms('14:00'), state: 'free' },
      { from: ms('14:00'), until: ms('18:00'), state: 'refused', code: 'quota-exceeded' },
    ]);
  });

  it('names the gravest of several reasons', () => {
    const stretches = judgedStretches(availability, refusals(tooSoon, full, unqualified), day);
    expect(stretches.map((one) => (one.state === 'refused' ? one.code : one.state))).toEqual([
      'not-qualified',
      'busy',
      'not-qualified',
    ]);
  });

  it('is as it was while the reasons are on the way', () => {
    expect(judgedStretches(availability, undefined, day).map(({ state }) => state)).toEqual(['free', 'busy', 'free']);
  });
});

describe('the reason of a day', () => {
  it('is the one that leaves nothing of it', () => {
    expect(reasonOfDay(availability, refusals(unqualified), day)).toBe('not-qualified');
    expect(reasonOfDay(availability, refusals(full), day)).toBeUndefined();
    const bookedOut = { ...availability, free: [] };
    expect(reasonOfDay(bookedOut, refusals({ ...tooSoon, until: at('00:00', '2026-12-15') }), day)).toBe('too-soon');
  });

  it('is none on a closed day and on one that is taken whole', () => {
    expect(reasonOfDay({ ...availability, open: [], free: [] }, refusals(unqualified), day)).toBeUndefined();
    const busy = [{ ...availability.busy[0]!, from: at('08:00'), until: at('18:00') }];
    expect(reasonOfDay({ ...availability, busy, free: [] }, refusals(unqualified), day)).toBeUndefined();
  });
});
