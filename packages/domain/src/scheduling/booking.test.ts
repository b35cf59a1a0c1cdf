import { describe, expect, it, test } from 'vitest';
import { shanghai, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import {
  approve,
  BOOKING_STATUSES,
  type BookingOutcome,
  type BookingState,
  type BookingStatus,
  type BookingVerb,
  cancel,
  checkIn,
  checkOut,
  complete,
  decline,
  expire,
  LIFE_CYCLE,
  noShow,
  noShowAt,
  OCCUPYING_STATUSES,
  occupiedAfterCheckOut,
  requestExpiresAt,
  reschedule,
  statusAt,
  transfer,
  usedWindow,
} from './booking.ts';

interface Booking extends BookingState {
  purpose: string;
}

const before = shanghai('2026-03-11 14:30');
const at15 = shanghai('2026-03-11 15:00');
const at16 = shanghai('2026-03-11 16:00');

function booking(status: BookingStatus, changes: Partial<Booking> = {}): Booking {
  return {
    ...shanghaiWindow('15:00', '16:00'),
    status,
    approvalDeadline: null,
    checkedInAt: null,
    checkedOutAt: null,
    noShowAt: null,
    purpose: 'teaching',
    ...changes,
  };
}

const verbs: Record<BookingVerb, (state: Booking) => BookingOutcome<Booking> | { ok: false; code: 'too-early' }> = {
  approve: (state) => approve(state, before),
  decline: (state) => decline(state, before),
  cancel: (state) => cancel(state, before, 'customer'),
  expire: (state) => expire(state, at15),
  checkIn: (state) => checkIn(state, before, 'customer', 60),
  checkOut: (state) => checkOut(state, at16),
  complete: (state) => complete(state, at16),
  noShow: (state) => noShow({ ...state, noShowAt: at15 + 1_800_000 }, at16),
};

describe('life cycle', () => {
  it('is these nine transitions and no other', () => {
    const transitions = Object.entries(LIFE_CYCLE).flatMap(([verb, { from, to }]) =>
      from.map((status) => `${status} → ${to} by ${verb}`),
    );
    expect(transitions.sort()).toEqual([
      'confirmed → cancelled by cancel',
      'confirmed → inUse by checkIn',
      'confirmed → noShow by noShow',
      'inUse → completed by checkOut',
      'inUse → completed by complete',
      'pendingApproval → cancelled by cancel',
      'pendingApproval → confirmed by approve',
      'pendingApproval → declined by decline',
      'pendingApproval → expired by expire',
    ]);
  });

  const names = Object.keys(verbs) as BookingVerb[];
  const pairs = names.flatMap((verb) => BOOKING_STATUSES.map((status) => [verb, status] as const));

  test.each(pairs)('%s from %s follows the table', (verb, status) => {
    const outcome = verbs[verb](booking(status));
    if (LIFE_CYCLE[verb].from.includes(status)) {
      expect(outcome).toMatchObject({ ok: true, booking: { status: LIFE_CYCLE[verb].to, purpose: 'teaching' } });
      expect(outcome).toMatchObject({ event: { verb, from: status, to: LIFE_CYCLE[verb].to } });
    } else {
      expect(outcome).toMatchObject({ ok: false, code: 'state-conflict' });
    }
  });

  it('ends in the five states that nothing leaves', () => {
    const left = new Set(Object.values(LIFE_CYCLE).flatMap((transition) => transition.from));
    expect(BOOKING_STATUSES.filter((status) => !left.has(status))).toEqual([
      'completed',
      'declined',
      'cancelled',
      'expired',
      'noShow',
    ]);
    expect([...left].sort()).toEqual([...OCCUPYING_STATUSES].sort());
  });
});

describe('a request', () => {
  test.each([
    ['at its start', null, '2026-03-11 15:00'],
    ['at the approval deadline', '2026-03-11 09:00', '2026-03-11 09:00'],
    ['at its start when the deadline is later', '2026-03-12 09:00', '2026-03-11 15:00'],
  ])('lapses %s', (_name, deadline, due) => {
    const request = booking('pendingApproval', { approvalDeadline: deadline === null ? null : shanghai(deadline) });
    const dueAt = shanghai(due);
    expect(requestExpiresAt(request)).toBe(dueAt);
    expect(expire(request, dueAt - 1)).toEqual({ ok: false, code: 'state-conflict', status: 'pendingApproval' });
    expect(expire(request, dueAt)).toMatchObject({ ok: true, booking: { status: 'expired' } });
    expect(approve(request, dueAt - 1)).toMatchObject({ ok: true });
    expect(statusAt(request, dueAt)).toBe('expired');
  });

  it('that has lapsed can be neither approved, declined nor cancelled before the sweeper comes', () => {
    const request = booking('pendingApproval');
    for (const outcome of [approve(request, at15), decline(request, at15), cancel(request, at15, 'staff')]) {
      expect(outcome).toEqual({ ok: false, code: 'state-conflict', status: 'expired' });
    }
  });
});

describe('cancelling', () => {
  it('is for the customer before the start and for staff alone from the start on', () => {
    expect(cancel(booking('confirmed'), at15 - 1, 'customer').ok).toBe(true);
    expect(cancel(booking('confirmed'), at15, 'customer')).toMatchObject({ ok: false, status: 'confirmed' });
    expect(cancel(booking('confirmed'), at15, 'staff').ok).toBe(true);
  });

  it('may follow an approval, and an approval may not follow it', () => {
    const approved = approve(booking('pendingApproval'), before);
    expect(approved.ok && cancel(approved.booking, before, 'customer')).toMatchObject({ ok: true });
    const cancelled = cancel(booking('pendingApproval'), before, 'customer');
    expect(cancelled.ok && approve(cancelled.booking, before)).toMatchObject({ ok: false, status: 'cancelled' });
  });
});

describe('using', () => {
  it('may begin up to an hour early and until the end of the window', () => {
    const confirmed = booking('confirmed');
    expect(checkIn(confirmed, at15 - 3_600_001, 'staff', 60).ok).toBe(true);
    expect(checkIn(confirmed, at15 - 3_600_001, 'customer', 60)).toEqual({
      ok: false,
      code: 'too-early',
      earliestAt: at15 - 3_600_000,
    });
    expect(checkIn(confirmed, at15 - 3_600_000, 'customer', 60)).toMatchObject({
      ok: true,
      booking: { checkedInAt: at15 - 3_600_000 },
    });
    expect(checkIn(confirmed, at16 - 1, 'customer', 60).ok).toBe(true);
    expect(checkIn(confirmed, at16, 'customer', 60)).toMatchObject({
      ok: false,
      code: 'state-conflict',
      status: 'confirmed',
    });
  });

  it('frees the rest at once when it ends early, but for the teardown', () => {
    const footprint = shanghaiWindow('14:45', '16:30');
    const earlyAt = shanghai('2026-03-11 15:20');
    expect(occupiedAfterCheckOut(footprint, earlyAt, 0)).toEqual(shanghaiWindow('14:45', '15:20'));
    expect(occupiedAfterCheckOut(footprint, earlyAt, 30)).toEqual(shanghaiWindow('14:45', '15:50'));
    expect(occupiedAfterCheckOut(footprint, footprint.from, 0)).toBeNull();
  });

  it('keeps its footprint and its real end when it ends late', () => {
    const footprint = shanghaiWindow('15:00', '16:00');
    const lateAt = shanghai('2026-03-11 16:25');
    const outcome = checkOut(booking('inUse', { checkedInAt: at15 }), lateAt);
    expect(outcome).toMatchObject({ ok: true, booking: { checkedOutAt: lateAt } });
    expect(occupiedAfterCheckOut(footprint, lateAt, 0)).toEqual(footprint);
    expect(outcome.ok && usedWindow(outcome.booking)).toEqual({ from: at15, until: lateAt });
  });

  it('lasts at least a minute, also while the clock stands still', () => {
    expect(usedWindow({ checkedInAt: at15, checkedOutAt: at15 })).toEqual({ from: at15, until: at15 + 60_000 });
  });

  it('without an end has no used window', () => {
    const outcome = complete(booking('inUse', { checkedInAt: at15 }), at16);
    expect(outcome.ok && usedWindow(outcome.booking)).toBeNull();
  });
});

describe('a no-show', () => {
  it('is due after its minutes, or at the end where none are set or they would reach beyond it', () => {
    expect(noShowAt(booking('confirmed'), 30)).toBe(at15 + 1_800_000);
    expect(noShowAt(booking('confirmed'), 0)).toBe(at16);
    expect(noShowAt(booking('confirmed'), 90)).toBe(at16);
  });

  it('is found however late it is looked for, and read even before', () => {
    const missed = booking('confirmed', { noShowAt: at15 + 1_800_000 });
    expect(noShow(missed, at15 + 1_799_999)).toMatchObject({ ok: false, status: 'confirmed' });
    expect(noShow(missed, at16 + 3_600_000)).toMatchObject({ ok: true, booking: { status: 'noShow' } });
    expect(statusAt(missed, at15 + 1_799_999)).toBe('confirmed');
    expect(statusAt(missed, at15 + 1_800_000)).toBe('noShow');
    expect(checkIn(missed, at15 + 1_800_000, 'staff', 60)).toMatchObject({ code: 'state-conflict', status: 'noShow' });
  });

  it('is nobody who is excused', () => {
    const excused = booking('confirmed', { noShowAt: at15, isExcused: true });
    expect(noShow(excused, at16)).toMatchObject({ ok: false });
    expect(statusAt(excused, at16)).toBe('confirmed');
  });
});

describe('moving a booking', () => {
  const later = { ...shanghaiWindow('17:00', '18:00'), approvalDeadline: null, noShowAt: at16 };

  it.each(['pendingApproval', 'confirmed'] as const)('keeps the state %s', (status) => {
    expect(reschedule(booking(status), before, later)).toMatchObject({
      ok: true,
      booking: { status, from: later.from, until: later.until },
      event: { verb: 'reschedule', from: status, to: status },
    });
  });

  it('is over once its start has come, and in every other state', () => {
    expect(reschedule(booking('confirmed'), at15, later)).toMatchObject({ ok: false, status: 'confirmed' });
    for (const status of BOOKING_STATUSES.filter((one) => one !== 'pendingApproval' && one !== 'confirmed')) {
      expect(reschedule(booking(status), before, later)).toEqual({ ok: false, code: 'state-conflict', status });
    }
  });

  it('to a colleague changes the person and nothing else', () => {
    const mine = { ...booking('confirmed'), userId: 'me' };
    expect(transfer(mine, before, 'you')).toMatchObject({ ok: true, booking: { ...mine, userId: 'you' } });
    expect(transfer(mine, at15, 'you')).toMatchObject({ ok: false });
  });
});
