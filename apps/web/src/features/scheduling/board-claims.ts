import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { localText, timeOf } from '../../ui/format.ts';
import { bookingStatusName, claimKindName, serviceWayName } from '../../ui/vocabulary.ts';
import type { Instant } from '../../ui/zone.ts';
import { type CalendarBuffer, claimLooks, markClashes } from './calendar-claims.ts';

type BoardReply = Reply<'getBoard'>;
export type StoredClaim = BoardReply['instruments'][number]['claims'][number];

/** Something on the board, ready to be drawn. */
export interface BoardClaim {
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
  /** Opens the panel of the booking. */
  bookingId: string | undefined;
  /** May be dragged to another time: a booking that has not begun. */
  isMovable: boolean;
  version: number | undefined;
  zone: string;
  /** Leads to the conflict that waits to be settled. */
  conflictId: string | undefined;
  /** Has given way to an outage and takes no time there any more. */
  isSuspended: boolean;
  clash?: 'high' | 'low' | undefined;
}

export interface BoardLane {
  claims: BoardClaim[];
  buffers: CalendarBuffer[];
}

/** The claims of one instrument as bars, what set-up and teardown add as buffers, and overlaps as halves. */
export function boardLane(stored: readonly StoredClaim[], zone: string): BoardLane {
  const buffers: CalendarBuffer[] = [];
  const claims = stored.map((claim) => {
    const drawn = drawnClaim(claim, zone);
    const footprint = { from: Date.parse(claim.footprint.from), until: Date.parse(claim.footprint.until) };
    if (claim.booking && !claim.suspended) {
      if (footprint.from < drawn.from) buffers.push({ from: footprint.from, until: drawn.from });
      if (drawn.until < footprint.until) buffers.push({ from: drawn.until, until: footprint.until });
    }
    return drawn;
  });
  return { claims: markClashes(claims.sort((a, b) => a.from - b.from || a.until - b.until)), buffers };
}

function drawnClaim(claim: StoredClaim, zone: string): BoardClaim {
  const { booking } = claim;
  const from = Date.parse(claim.from);
  const until = Date.parse(claim.until);
  const who = claim.organisation && localText(claim.organisation);
  const kind = claimKindName(claim.kind);
  return {
    key: `${claim.id} ${claim.kind}`,
    from,
    until,
    look: booking?.status === 'completed' ? 'rent past' : claimLooks[claim.kind],
    title: booking && who ? who : kind,
    times: `${timeOf(from, zone)}–${timeOf(until, zone)}`,
    detail: detailOf(claim, who),
    bookingId: booking && claim.id,
    isMovable: booking?.status === 'pendingApproval' || booking?.status === 'confirmed',
    version: booking?.version,
    zone,
    conflictId: claim.conflictId,
    isSuspended: claim.suspended,
  };
}

function detailOf({ booking, note }: StoredClaim, who: string | undefined): string {
  if (!booking) return note || who || '';
  const way = serviceWayName(booking.serviceWay);
  return booking.status === 'confirmed' ? way : m.desk_pair({ a: bookingStatusName(booking.status), b: way });
}
