/**
 * Everything that can happen, as told through the outbox: names and payloads.
 * A payload carries ids and what cannot be read later; handlers read the rest from the database.
 */
export interface Events {
  'booking.requested': BookingFact;
  'booking.confirmed': BookingFact;
  'booking.declined': BookingFact;
  'booking.cancelled': BookingFact;
  'booking.expired': BookingFact;
  'booking.started': BookingFact;
  'booking.completed': BookingFact;
  'outage.announced': { labId: string; outageId: string };
  'outage.cancelled': { labId: string; outageId: string };
  'conflict.opened': ConflictFact;
  /** Options are held, or there are none; `token` opens the one-time link of the mail. */
  'conflict.offered': ConflictFact & { token: string };
  'conflict.resolved': ConflictFact;
  'conflict.escalated': ConflictFact;
  /** What may be booked has changed: bookings that were written in that moment are looked at once more. */
  'bookingRules.changed': { labId: string; instrumentId: string };
  'breakdown.reported': BreakdownFact;
  'breakdown.decided': BreakdownFact;
  /** A calibration comes to its end, or has come to it. */
  'calibration.due': { labId: string; calibrationId: string; hasExpired: boolean };
  /** Nobody came. Its fee is charged from this. */
  'booking.noShow': BookingFact;
  'booking.rescheduled': BookingFact & { previous: { from: number; until: number } };
  'booking.transferred': BookingFact & { previousUserId: string };
  /** A use was closed without an end, because the next one began: a problem for the keeper. */
  'booking.unended': BookingFact;
  /** A use goes on beyond its end while somebody else's time comes near. */
  'booking.overrun': BookingFact & { nextBookingId: string };
  'waitlist.joined': WaitlistFact;
  'waitlist.offered': WaitlistFact;
  'waitlist.accepted': WaitlistFact;
  'waitlist.lapsed': WaitlistFact;
  'waitlist.left': WaitlistFact;
  'suspension.started': SuspensionFact;
  'suspension.appealed': SuspensionFact;
  'suspension.decided': SuspensionFact;
  'usage.recorded': { labId: string; usageRecordId: string };
  /** A use lacks its end or its price and waits for a person. */
  'usage.problem': { labId: string; usageRecordId: string };
  'usage.disputed': { labId: string; usageRecordId: string };
  /** A dispute was decided; its outcome stands with the use. */
  'usage.resolved': { labId: string; usageRecordId: string };
  'charge.created': { labId: string; chargeId: string };
  'lending.changed': { labId: string; lendingId: string; action: string; actorUserId: string | null; reason?: string };
  'approval.opened': { labId: string; approvalId: string };
  'approval.returned': { labId: string; approvalId: string };
  /** Nobody decided the step in time; it is asked again, one role higher. */
  'approval.escalated': { labId: string; approvalId: string };
  /** An approved disposal is to be filed soon, or should have been. */
  'filing.due': { labId: string; filingId: string; isLate: boolean };
  'organisation.registered': { organisationId: string };
  'organisation.verified': { organisationId: string };
  'member.invited': { organisationId: string; membershipId: string; userId: string; token: string; expiresAt: number };
  'import.requested': { operationId: string };
  'outageImport.requested': { operationId: string };
  'usageImport.requested': { operationId: string };
  'bankImport.requested': { operationId: string };
  'payment.overdue': {
    payeeId: string;
    organisationId: string;
    /** The oldest statement that is not paid. */
    statementId: string;
    step: number;
    overdueFen: number;
    statementCount: number;
    dueOn: string;
  };
  'statements.requested': { operationId: string };
  'statement.issued': { payeeId: string; statementId: string };
  'creditNote.created': { payeeId: string; statementId: string; creditNoteId: string };
  'equity.changed': EquityFact;
}

export interface BreakdownFact {
  labId: string;
  breakdownReportId: string;
}

export interface SuspensionFact {
  labId: string;
  suspensionId: string;
}

export interface BookingFact {
  labId: string;
  bookingId: string;
  /** Who did it; null when time itself did. */
  actorUserId: string | null;
  reason?: string;
  /** Of bookings that were asked for together, how many there are. Only the first of them carries it. */
  occurrences?: number;
  /** It is not the first of those: nobody has to be told of it once more. */
  isFollowing?: true;
}

export interface ConflictFact {
  /** The lab of the instrument that is out of service. */
  labId: string;
  conflictId: string;
}

/** A step of an equity case, or what happened in its room. */
export interface EquityFact {
  labId: string;
  caseId: string;
  verb: string;
  status: string;
  /** Who did it; null when time itself did. */
  actorUserId: string | null;
  /** Of an answered objection, who raised it: they are told too. */
  objectorUserId?: string;
}

export interface WaitlistFact {
  labId: string;
  waitlistEntryId: string;
  instrumentId: string;
}

export type EventName = keyof Events;

/** Raised when a payload changes shape, so that a handler can tell old rows from new ones. */
export const eventVersions: Record<EventName, number> = {
  'booking.requested': 1,
  'booking.confirmed': 1,
  'booking.declined': 1,
  'booking.cancelled': 1,
  'booking.expired': 1,
  'booking.started': 1,
  'booking.completed': 1,
  'outage.announced': 1,
  'outage.cancelled': 1,
  'conflict.opened': 1,
  'conflict.offered': 1,
  'conflict.resolved': 1,
  'conflict.escalated': 1,
  'bookingRules.changed': 1,
  'breakdown.reported': 1,
  'breakdown.decided': 1,
  'calibration.due': 1,
  'booking.noShow': 1,
  'booking.rescheduled': 1,
  'booking.transferred': 1,
  'booking.unended': 1,
  'booking.overrun': 1,
  'waitlist.joined': 1,
  'waitlist.offered': 1,
  'waitlist.accepted': 1,
  'waitlist.lapsed': 1,
  'waitlist.left': 1,
  'suspension.started': 1,
  'suspension.appealed': 1,
  'suspension.decided': 1,
  'usage.recorded': 1,
  'usage.problem': 1,
  'usage.disputed': 1,
  'usage.resolved': 1,
  'charge.created': 1,
  'lending.changed': 1,
  'approval.opened': 1,
  'approval.returned': 1,
  'approval.escalated': 1,
  'filing.due': 1,
  'organisation.registered': 1,
  'organisation.verified': 1,
  'member.invited': 1,
  'import.requested': 1,
  'outageImport.requested': 1,
  'usageImport.requested': 1,
  'bankImport.requested': 1,
  'payment.overdue': 1,
  'statements.requested': 1,
  'statement.issued': 1,
  'creditNote.created': 1,
  'equity.changed': 1,
};
