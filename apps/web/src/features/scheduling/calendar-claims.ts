import { m } from '@guanyi/messages';
import { localText, timeOf } from '../../ui/format.ts';
import { bookingStatusName, type ClaimKind, claimKindName, serviceWayName } from '../../ui/vocabulary.ts';
import type { Instant } from '../../ui/zone.ts';
import type { Availability, Booking } from './booking-facts.ts';

/** Something on the calendar of one instrument, ready to be drawn. */
export interface CalendarClaim {
  key: string;
  from: Instant;
  until: Instant;
  /** Classes of claims.css: kind and certainty. */
  look: string;
  title: string;
  /** From when until when. */
  times: string;
  /** Second line: what happens there. */
  detail: string;
  booking?: Booking | undefined;
  /** Lies over another claim: upper or lower half of the row. */
  clash?: 'high' | 'low' | undefined;
}

export interface CalendarBuffer {
  from: Instant;
  until: Instant;
}

interface Busy {
  from: Instant;
  until: Instant;
  kind: ClaimKind;
}

/** Kinds that a booking of the lab stands behind; its own row says more than "busy". */
const bookingKinds: readonly ClaimKind[] = ['booking', 'pending'];

/** Classes of claims.css by kind. */
export const claimLooks: Record<ClaimKind, string> = {
  hold: 'rent hold',
  pending: 'rent pend',
  booking: 'rent',
  termLease: 'rent',
  loan: 'loan',
  equity: 'equity',
  maintenance: 'outage',
  calibration: 'outage',
  breakdown: 'outage',
  statutory: 'duty',
  openDay: 'duty',
};

function bookingClaim(booking: Booking): CalendarClaim {
  const zone = booking.instrument.zone;
  const from = Date.parse(booking.from);
  const left = booking.checkedOutAt ? Date.parse(booking.checkedOutAt) : undefined;
  const until =
    left === undefined ? Date.parse(booking.until) : Math.max(from, Math.min(left, Date.parse(booking.until)));
  const way = serviceWayName(booking.serviceWay);
  const status = bookingStatusName(booking.status);
  return {
    key: booking.id,
    from,
    until,
    look: booking.status === 'pendingApproval' ? 'rent pend' : booking.status === 'completed' ? 'rent past' : 'rent',
    title: localText(booking.organisation.name),
    times: `${timeOf(from, zone)}–${timeOf(until, zone)}`,
    detail: booking.status === 'confirmed' ? way : m.desk_pair({ a: status, b: way }),
    booking,
  };
}

function busyClaim(busy: Busy, zone: string): CalendarClaim {
  return {
    key: `${busy.kind} ${busy.from}`,
    from: busy.from,
    until: busy.until,
    look: claimLooks[busy.kind],
    title: claimKindName(busy.kind),
    times: `${timeOf(busy.from, zone)}–${timeOf(busy.until, zone)}`,
    detail: '',
  };
}

/**
 * What lies on one instrument: bookings by name, everything else by kind, and the buffers around bookings, which are what a footprint
 * takes beyond the booked window. A footprint whose booking the reader does not see stays "busy".
 */
export function claimsOf(
  bookings: readonly Booking[],
  busyTexts: Availability['busy'],
  zone: string,
): { claims: CalendarClaim[]; buffers: CalendarBuffer[] } {
  const claims = bookings.map(bookingClaim).filter((claim) => claim.until > claim.from);
  const buffers: CalendarBuffer[] = [];
  for (const entry of busyTexts) {
    const busy = { from: Date.parse(entry.from), until: Date.parse(entry.until), kind: entry.kind };
    const known = bookingKinds.includes(busy.kind)
      ? claims.find((claim) => claim.booking && claim.from < busy.until && claim.until > busy.from)
      : undefined;
    if (!known) claims.push(busyClaim(busy, zone));
    else {
      if (busy.from < known.from) buffers.push({ from: busy.from, until: known.from });
      if (known.until < busy.until) buffers.push({ from: known.until, until: busy.until });
    }
  }
  return { claims: markClashes(claims.sort((a, b) => a.from - b.from || a.until - b.until)), buffers };
}

/** Where two claims overlap, the earlier one takes the upper half and the later one the lower. They come in order of their start. */
export function markClashes<C extends { from: Instant; until: Instant; clash?: 'high' | 'low' | undefined }>(
  claims: C[],
): C[] {
  for (const [index, claim] of claims.entries()) {
    for (const later of claims.slice(index + 1)) {
      if (later.from >= claim.until) break;
      claim.clash ??= 'high';
      later.clash ??= claim.clash === 'high' ? 'low' : 'high';
    }
  }
  return claims;
}
