import type { ConflictCause, ConflictOutcome, DefaultAction } from '../scheduling/conflict.ts';
import type { CaseNotices } from './case-facts.ts';
import type { DebtNotices } from './debt-notices.ts';
import type { Name } from './name.ts';
import type { UpkeepNotices } from './upkeep-notices.ts';

export type { Name } from './name.ts';

/** What people are told, and the facts that the texts need. Stored with the notification, so that it tells of then, not of now. */
export interface NoticeFacts extends UpkeepNotices, DebtNotices, CaseNotices {
  /** To the booker: the request has arrived. */
  bookingRequested: BookingFacts;
  /** To the lab: a request waits for a decision. */
  bookingToDecide: BookingFacts;
  bookingConfirmed: BookingFacts;
  /** To the lab: somebody will come. */
  bookingPlanned: BookingFacts;
  bookingDeclined: BookingFacts;
  bookingCancelled: BookingFacts;
  /** To the lab: the time is free again. */
  bookingReleased: BookingFacts;
  bookingExpired: BookingFacts;
  /** To the lab: a request went undecided. */
  bookingLapsed: BookingFacts;
  bookingCompleted: BookingFacts;
  bookingNoShow: BookingFacts;
  /** To the lab: nobody came, the time is free. */
  bookingMissed: BookingFacts;
  bookingMoved: MovedFacts;
  /** To the lab. */
  bookingReplanned: MovedFacts;
  /** To the colleague who is to come. */
  bookingReceived: BookingFacts;
  /** To the one who handed it on. */
  bookingHandedOn: BookingFacts;
  /** To the keeper: a use has no end. */
  bookingUnended: BookingFacts;
  /** To the next user: the one before is still at it. */
  bookingDelayed: BookingFacts;
  suspensionStarted: SuspensionFacts;
  /** To the lab's managers: somebody appeals. */
  suspensionToDecide: SuspensionFacts;
  suspensionLifted: SuspensionFacts;
  suspensionUpheld: SuspensionFacts;
  /** To the customer. */
  chargeCreated: ChargeFacts;
  /** To the district's finance. */
  chargeRaised: ChargeFacts;
  /** To the customer: an adjustment or a waiver. */
  chargeCorrected: ChargeFacts;
  /** To the lab: a use lacks its end or its price. */
  usageProblem: UsageFacts;
  /** To the lab's side: a customer does not want to pay for a part of a use. */
  usageDisputed: UsageFacts;
  /** To the customer: what became of the dispute. */
  usageResolved: UsageFacts;
  /** To the person who registered it. */
  organisationReceived: OrganisationFacts;
  /** To the platform. */
  organisationToVerify: OrganisationFacts;
  organisationVerified: OrganisationFacts;
  memberInvited: InvitationFacts;
  /** To the owner of a claim that cannot stay: these places are held, please choose. */
  conflictOffered: ConflictFacts;
  /** To the owner: how it ended when nobody had to do anything. */
  conflictSettled: ConflictFacts;
  /** To the lab: a person has to look after it. */
  conflictEscalated: ConflictFacts;
  /** To who waited: a slot is held, please accept. */
  waitlistOffered: WaitlistFacts;
  /** To who waited: the slot is booked, as was wished. */
  waitlistBooked: WaitlistFacts;
  waitlistLapsed: WaitlistFacts;
}

export type NoticeKind = keyof NoticeFacts;

export type Notice = { [K in NoticeKind]: { readonly kind: K; readonly facts: NoticeFacts[K] } }[NoticeKind];

export interface BookingFacts {
  readonly bookingId: string;
  readonly number: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  /** The person who booked. */
  readonly person: string;
  readonly from: number;
  readonly until: number;
  /** IANA zone in which the times are told. */
  readonly zone: string;
  readonly totalFen: number;
  readonly deadlineAt?: number;
  readonly feeFen?: number;
  /** Of a series, how many bookings were made with this one. */
  readonly occurrences?: number;
  readonly reason?: string;
  /** Room of the instrument. */
  readonly location?: string;
  /** Version of the booking that this tells of, and when it was made: they order the entries in people's calendars. */
  readonly version?: number;
  readonly changedAt?: number;
}

/** A booking as it is now, and when it was to be before. */
export interface MovedFacts extends BookingFacts {
  readonly previous: { readonly from: number; readonly until: number };
}

export interface SuspensionFacts {
  readonly suspensionId: string;
  readonly lab: Name;
  readonly organisation: Name;
  readonly person: string;
  /** How many missed bookings led to it. */
  readonly strikes: number;
  readonly until: number;
  readonly zone: string;
  readonly reason?: string;
}

export interface ChargeFacts {
  readonly chargeId: string;
  readonly bookingId?: string;
  /** Number of the booking, when there is one. */
  readonly number?: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  readonly occurredAt: number;
  readonly zone: string;
  readonly totalFen: number;
}

export interface UsageFacts {
  readonly usageRecordId: string;
  readonly bookingId?: string;
  /** Number of the booking, when there is one. */
  readonly number?: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  readonly from: number;
  readonly until?: number;
  readonly zone: string;
  readonly problem?: 'missing-end' | 'price-missing';
  readonly dispute?: { readonly reason: string; readonly from: number; readonly until: number };
  readonly decision?: { readonly isAccepted: boolean; readonly comment: string };
}

export interface OrganisationFacts {
  readonly organisationId: string;
  readonly organisation: Name;
  readonly uscc: string;
}

export interface InvitationFacts {
  readonly organisationId: string;
  readonly organisation: Name;
  readonly expiresAt: number;
  readonly zone: string;
}

/** A place that is held for a claim in conflict. */
export interface ConflictPlace {
  readonly instrument: Name;
  readonly lab: Name;
  readonly from: number;
  readonly until: number;
  readonly zone: string;
  readonly priceDifferenceFen: number;
}

export interface ConflictFacts {
  readonly conflictId: string;
  readonly cause: ConflictCause;
  /** Number of the booking, when it is one. */
  readonly number?: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  readonly person: string;
  readonly from: number;
  readonly until?: number;
  readonly zone: string;
  readonly deadlineAt: number;
  readonly options: readonly ConflictPlace[];
  readonly defaultAction: DefaultAction;
  readonly outcome?: ConflictOutcome;
}

export interface WaitlistFacts {
  readonly waitlistEntryId: string;
  readonly bookingId?: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  readonly from: number;
  readonly until: number;
  readonly zone: string;
  /** When the offer lapses. */
  readonly deadlineAt: number;
}

/** What a notice is about, for a link. */
export interface Subject {
  readonly type:
    | 'suspension'
    | 'booking'
    | 'charge'
    | 'usage'
    | 'organisation'
    | 'statement'
    | 'conflict'
    | 'waitlistEntry'
    | 'breakdownReport'
    | 'calibration'
    | 'approval'
    | 'loan'
    | 'lease'
    | 'equityCase'
    | 'filing';
  readonly id: string;
}

export function subjectOf(notice: Notice): Subject {
  switch (notice.kind) {
    case 'paymentOverdue':
    case 'statementIssued':
    case 'creditNoteCreated':
      return { type: 'statement', id: notice.facts.statementId };
    case 'suspensionStarted':
    case 'suspensionToDecide':
    case 'suspensionLifted':
    case 'suspensionUpheld':
      return { type: 'suspension', id: notice.facts.suspensionId };
    case 'chargeCreated':
    case 'chargeRaised':
    case 'chargeCorrected':
      return { type: 'charge', id: notice.facts.chargeId };
    case 'usageProblem':
    case 'usageDisputed':
    case 'usageResolved':
      return { type: 'usage', id: notice.facts.usageRecordId };
    case 'organisationReceived':
    case 'organisationToVerify':
    case 'organisationVerified':
    case 'memberInvited':
      return { type: 'organisation', id: notice.facts.organisationId };
    case 'breakdownReported':
    case 'breakdownConfirmed':
    case 'breakdownDismissed':
      return { type: 'breakdownReport', id: notice.facts.breakdownReportId };
    case 'calibrationDue':
    case 'calibrationExpired':
      return { type: 'calibration', id: notice.facts.calibrationId };
    case 'conflictOffered':
    case 'conflictSettled':
    case 'conflictEscalated':
      return { type: 'conflict', id: notice.facts.conflictId };
    case 'waitlistOffered':
    case 'waitlistBooked':
    case 'waitlistLapsed':
      return { type: 'waitlistEntry', id: notice.facts.waitlistEntryId };
    case 'approvalToDecide':
    case 'approvalReturned':
    case 'approvalEscalated':
      return { type: 'approval', id: notice.facts.approvalId };
    case 'lendingChanged':
      return { type: notice.facts.lendingKind, id: notice.facts.lendingId };
    case 'equityChanged':
      return { type: 'equityCase', id: notice.facts.caseId };
    case 'filingDue':
      return { type: 'filing', id: notice.facts.filingId };
    default:
      return { type: 'booking', id: notice.facts.bookingId };
  }
}
