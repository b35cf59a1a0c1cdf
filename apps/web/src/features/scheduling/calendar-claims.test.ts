import { describe, expect, it } from 'vitest';
import type { Booking } from './booking-facts.ts';
import { claimsOf } from './calendar-claims.ts';

const zone = 'Asia/Shanghai';
const at = (time: string) => `2026-12-09T${time}:00.000Z`;
const ms = (time: string) => Date.parse(at(time));

function booking(id: string, from: string, until: string, more: Partial<Booking> = {}): Booking {
  const facts = {
    status: 'confirmed',
    serviceWay: 'selfOperated',
    instrument: { zone },
    organisation: { name: { zh: '大学' } },
  };
  return { id, from: at(from), until: at(until), ...facts, ...more } as unknown as Booking;
}

describe('what lies on an instrument', () => {
  it('finds the buffers between a footprint and its booking', () => {
    const { claims, buffers } = claimsOf(
      [booking('b', '01:00', '03:00')],
      [{ from: at('00:45'), until: at('03:30'), kind: 'booking' }],
      zone,
    );
    expect(claims.map(({ key }) => key)).toEqual(['b']);
    expect(buffers).toEqual([
      { from: ms('00:45'), until: ms('01:00') },
      { from: ms('03:00'), until: ms('03:30') },
    ]);
  });

  it('keeps a footprint busy whose booking the reader does not see', () => {
    const { claims, buffers } = claimsOf([], [{ from: at('01:00'), until: at('03:00'), kind: 'booking' }], zone);
    expect(claims).toMatchObject([{ look: 'rent', from: ms('01:00') }]);
    expect(claims[0]?.booking).toBeUndefined();
    expect(buffers).toEqual([]);
  });

  it('shows the certainty of each kind', () => {
    const { claims } = claimsOf(
      [booking('p', '01:00', '02:00', { status: 'pendingApproval' })],
      [
        { from: at('03:00'), until: at('04:00'), kind: 'hold' },
        { from: at('05:00'), until: at('06:00'), kind: 'breakdown' },
      ],
      zone,
    );
    expect(claims.map(({ look }) => look)).toEqual(['rent pend', 'rent hold', 'outage']);
  });

  it('ends a use at its check-out', () => {
    const { claims } = claimsOf(
      [booking('b', '01:00', '03:00', { status: 'completed', checkedOutAt: at('02:20') })],
      [],
      zone,
    );
    expect(claims).toMatchObject([{ until: ms('02:20'), look: 'rent past' }]);
  });

  it('puts claims that overlap into halves, and only those', () => {
    const { claims } = claimsOf(
      [booking('b', '01:00', '05:00'), booking('c', '08:00', '10:00')],
      [{ from: at('03:00'), until: at('07:00'), kind: 'breakdown' }],
      zone,
    );
    expect(claims.map(({ clash }) => clash)).toEqual(['high', 'low', undefined]);
  });
});
