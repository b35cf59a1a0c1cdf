import type {
  BookingFacts,
  ChargeFacts,
  ConflictFacts,
  ConflictPlace,
  InvitationFacts,
  Notice,
  OrganisationFacts,
  SuspensionFacts,
  UsageFacts,
  WaitlistFacts,
} from '@guanyi/domain/notifications/notice';
import { m } from '@guanyi/messages';
import { approvalText, equityText, filingText, lendingText } from './case-text.ts';
import { instantIn, type Locale, nameIn, windowIn, yuan } from './notice-format.ts';
import { overdueText } from './overdue-text.ts';
import { creditNoteText, statementText } from './statement-text.ts';
import { upkeepText } from './upkeep-text.ts';

export { instantIn, type Locale, nameIn, windowIn, yuan } from './notice-format.ts';

/** The words of a notice: `title` is also the subject of its mail. */
export interface NoticeText {
  readonly title: string;
  readonly text: string;
}

/**
 * Says in one language what happened. Mail and application use the same words.
 * Times are told in the zone of the lab, money in yuan.
 */
export function noticeText(notice: Notice, locale: Locale): NoticeText {
  switch (notice.kind) {
    case 'paymentOverdue':
      return overdueText(notice.facts, nameIn(notice.facts.payee, locale), yuan(notice.facts.overdueFen), locale);
    case 'statementIssued':
      return statementText(notice.facts, locale);
    case 'creditNoteCreated':
      return creditNoteText(notice.facts, locale);
    case 'suspensionStarted':
    case 'suspensionToDecide':
    case 'suspensionLifted':
    case 'suspensionUpheld':
      return suspensionText(notice, locale);
    case 'chargeCreated':
    case 'chargeRaised':
    case 'chargeCorrected':
      return chargeText(notice, locale);
    case 'usageProblem':
    case 'usageDisputed':
    case 'usageResolved':
      return usageText(notice, locale);
    case 'organisationReceived':
    case 'organisationToVerify':
    case 'organisationVerified':
    case 'memberInvited':
      return organisationText(notice, locale);
    case 'conflictOffered':
    case 'conflictSettled':
    case 'conflictEscalated':
      return conflictText(notice, locale);
    case 'waitlistOffered':
    case 'waitlistBooked':
    case 'waitlistLapsed':
      return waitlistText(notice, locale);
    case 'breakdownReported':
    case 'breakdownConfirmed':
    case 'breakdownDismissed':
    case 'calibrationDue':
    case 'calibrationExpired':
      return upkeepText(notice, locale);
    case 'approvalToDecide':
    case 'approvalReturned':
    case 'approvalEscalated':
      return approvalText(notice.kind, notice.facts, locale);
    case 'lendingChanged':
      return lendingText(notice.facts, locale);
    case 'equityChanged':
      return equityText(notice.facts, locale);
    case 'filingDue':
      return filingText(notice.facts, locale);
    default:
      return bookingText(notice, locale);
  }
}

type BookingNotice = Extract<Notice, { facts: BookingFacts }>;
type ChargeNotice = Extract<Notice, { facts: ChargeFacts }>;
type UsageNotice = Extract<Notice, { facts: UsageFacts }>;
type OrganisationNotice = Extract<Notice, { facts: OrganisationFacts | InvitationFacts }>;
type ConflictNotice = Extract<Notice, { facts: ConflictFacts }>;
type WaitlistNotice = Extract<Notice, { facts: WaitlistFacts }>;
type SuspensionNotice = Extract<Notice, { facts: SuspensionFacts }>;

const bookingTexts = {
  bookingRequested: [m.notification_bookingRequested_title, m.notification_bookingRequested_text],
  bookingToDecide: [m.notification_bookingToDecide_title, m.notification_bookingToDecide_text],
  bookingConfirmed: [m.notification_bookingConfirmed_title, m.notification_bookingConfirmed_text],
  bookingPlanned: [m.notification_bookingPlanned_title, m.notification_bookingPlanned_text],
  bookingDeclined: [m.notification_bookingDeclined_title, m.notification_bookingDeclined_text],
  bookingCancelled: [m.notification_bookingCancelled_title, m.notification_bookingCancelled_text],
  bookingReleased: [m.notification_bookingReleased_title, m.notification_bookingReleased_text],
  bookingExpired: [m.notification_bookingExpired_title, m.notification_bookingExpired_text],
  bookingLapsed: [m.notification_bookingLapsed_title, m.notification_bookingLapsed_text],
  bookingCompleted: [m.notification_bookingCompleted_title, m.notification_bookingCompleted_text],
  bookingNoShow: [m.notification_bookingNoShow_title, m.notification_bookingNoShow_text],
  bookingMissed: [m.notification_bookingMissed_title, m.notification_bookingMissed_text],
  bookingMoved: [m.notification_bookingMoved_title, m.notification_bookingMoved_text],
  bookingReplanned: [m.notification_bookingReplanned_title, m.notification_bookingReplanned_text],
  bookingReceived: [m.notification_bookingReceived_title, m.notification_bookingReceived_text],
  bookingHandedOn: [m.notification_bookingHandedOn_title, m.notification_bookingHandedOn_text],
  bookingUnended: [m.notification_bookingUnended_title, m.notification_bookingUnended_text],
  bookingDelayed: [m.notification_bookingDelayed_title, m.notification_bookingDelayed_text],
} as const satisfies Record<BookingNotice['kind'], unknown>;

function bookingText({ kind, facts }: BookingNotice, locale: Locale): NoticeText {
  const [title, text] = bookingTexts[kind];
  const reason = facts.reason?.trim();
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    person: facts.person,
    time: windowIn(facts, facts.zone),
    previous: windowIn('previous' in facts ? facts.previous : facts, facts.zone),
    total: yuan(facts.totalFen),
    fee: yuan(facts.feeFen ?? 0),
    deadline: instantIn(facts.deadlineAt ?? facts.from, facts.zone),
    reason: reason ? m.notification_reason({ reason }, { locale }) : '',
  };
  const { occurrences } = facts;
  const more = occurrences === undefined ? '' : m.notification_series({ count: occurrences }, { locale });
  return { title: title(words, { locale }), text: `${text(words, { locale }).trim()} ${more}`.trim() };
}

const suspensionTexts = {
  suspensionStarted: [m.notification_suspensionStarted_title, m.notification_suspensionStarted_text],
  suspensionToDecide: [m.notification_suspensionToDecide_title, m.notification_suspensionToDecide_text],
  suspensionLifted: [m.notification_suspensionLifted_title, m.notification_suspensionLifted_text],
  suspensionUpheld: [m.notification_suspensionUpheld_title, m.notification_suspensionUpheld_text],
} as const;

function suspensionText({ kind, facts }: SuspensionNotice, locale: Locale): NoticeText {
  const [title, text] = suspensionTexts[kind];
  const reason = facts.reason?.trim();
  const words = {
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    person: facts.person,
    count: facts.strikes,
    until: instantIn(facts.until, facts.zone),
    reason: reason ? m.notification_reason({ reason }, { locale }) : '',
  };
  return { title: title(words, { locale }), text: text(words, { locale }).trim() };
}

const chargeTexts = {
  chargeCreated: [m.notification_chargeCreated_title, m.notification_chargeCreated_text],
  chargeRaised: [m.notification_chargeRaised_title, m.notification_chargeRaised_text],
  chargeCorrected: [m.notification_chargeCorrected_title, m.notification_chargeCorrected_text],
} as const;

function chargeText({ kind, facts }: ChargeNotice, locale: Locale): NoticeText {
  const [title, text] = chargeTexts[kind];
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    day: instantIn(facts.occurredAt, facts.zone).slice(0, 10),
    total: yuan(facts.totalFen),
  };
  return { title: title(words, { locale }), text: text(words, { locale }) };
}

const usageTexts = {
  usageProblem: [m.notification_usageProblem_title, m.notification_usageProblem_text],
  usageDisputed: [m.notification_usageDisputed_title, m.notification_usageDisputed_text],
  usageResolved: [m.notification_usageResolved_title, m.notification_usageResolved_text],
} as const;

const problemTexts = {
  'missing-end': m.notification_usage_missing_end,
  'price-missing': m.notification_usage_price_missing,
};

function usageText({ kind, facts }: UsageNotice, locale: Locale): NoticeText {
  const [title, text] = usageTexts[kind];
  const { dispute, decision } = facts;
  const decided = decision?.isAccepted ? m.notification_usage_accepted : m.notification_usage_rejected;
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    time:
      facts.until === undefined
        ? instantIn(facts.from, facts.zone)
        : windowIn({ from: facts.from, until: facts.until }, facts.zone),
    problem: problemTexts[facts.problem ?? 'missing-end']({}, { locale }),
    disputed: dispute ? windowIn(dispute, facts.zone) : '',
    reason: dispute?.reason ?? '',
    decision: decided({}, { locale }),
    comment: decision?.comment ?? '',
  };
  return { title: title(words, { locale }), text: text(words, { locale }).trim() };
}

const organisationTexts = {
  organisationReceived: [m.notification_organisationReceived_title, m.notification_organisationReceived_text],
  organisationToVerify: [m.notification_organisationToVerify_title, m.notification_organisationToVerify_text],
  organisationVerified: [m.notification_organisationVerified_title, m.notification_organisationVerified_text],
  memberInvited: [m.notification_memberInvited_title, m.notification_memberInvited_text],
} as const;

function organisationText({ kind, facts }: OrganisationNotice, locale: Locale): NoticeText {
  const [title, text] = organisationTexts[kind];
  const words = {
    organisation: nameIn(facts.organisation, locale),
    uscc: 'uscc' in facts ? facts.uscc : '',
    deadline: 'expiresAt' in facts ? instantIn(facts.expiresAt, facts.zone) : '',
  };
  return { title: title(words, { locale }), text: text(words, { locale }) };
}

const causeTexts = {
  maintenance: m.conflict_cause_maintenance,
  calibration: m.conflict_cause_calibration,
  breakdown: m.conflict_cause_breakdown,
  statutory: m.conflict_cause_statutory,
  openDay: m.conflict_cause_openDay,
  termLease: m.conflict_cause_termLease,
  loan: m.conflict_cause_loan,
  equity: m.conflict_cause_equity,
  retirement: m.conflict_cause_retirement,
  ruleChange: m.conflict_cause_ruleChange,
  overrun: m.conflict_cause_overrun,
} as const satisfies Record<ConflictFacts['cause'], unknown>;

const defaultTexts = {
  accept: m.conflict_default_accept,
  cancel: m.conflict_default_cancel,
  keep: m.conflict_default_keep,
  none: m.conflict_default_none,
} as const;

const outcomeTexts = {
  accepted: m.conflict_outcome_moved,
  movedByDefault: m.conflict_outcome_moved,
  cancelled: m.conflict_outcome_cancelled,
  cancelledByDefault: m.conflict_outcome_cancelled,
  kept: m.conflict_outcome_kept,
  overtaken: m.conflict_outcome_kept,
} as const;

function conflictText({ kind, facts }: ConflictNotice, locale: Locale): NoticeText {
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    person: facts.person,
    time: windowIn({ from: facts.from, until: facts.until ?? facts.from }, facts.zone),
    cause: causeTexts[facts.cause]({}, { locale }),
    deadline: instantIn(facts.deadlineAt, facts.zone),
    count: facts.options.length,
    fallback: defaultTexts[facts.defaultAction]({}, { locale }),
    outcome: outcomeTexts[facts.outcome ?? 'kept']({}, { locale }),
  };
  if (kind === 'conflictEscalated')
    return { title: m.conflict_escalated_title(words, { locale }), text: m.conflict_escalated_text(words, { locale }) };
  if (kind === 'conflictSettled')
    return { title: m.conflict_settled_title(words, { locale }), text: m.conflict_settled_text(words, { locale }) };
  const text = facts.options.length > 0 ? m.conflict_offered_text : m.conflict_searching_text;
  return { title: m.conflict_offered_title(words, { locale }), text: text(words, { locale }) };
}

/** A held place in one line: when, on what, where, and what it costs more or less. */
export function placeIn(place: ConflictPlace, locale: Locale): string {
  const { priceDifferenceFen } = place;
  const sign = priceDifferenceFen > 0 ? '+' : '';
  const price = priceDifferenceFen === 0 ? m.conflict_same_price({}, { locale }) : `${sign}${yuan(priceDifferenceFen)}`;
  return [windowIn(place, place.zone), nameIn(place.instrument, locale), nameIn(place.lab, locale), price].join(' · ');
}

const waitlistTexts = {
  waitlistOffered: [m.waitlist_offered_title, m.waitlist_offered_text],
  waitlistBooked: [m.waitlist_booked_title, m.waitlist_booked_text],
  waitlistLapsed: [m.waitlist_lapsed_title, m.waitlist_lapsed_text],
} as const;

function waitlistText({ kind, facts }: WaitlistNotice, locale: Locale): NoticeText {
  const [title, text] = waitlistTexts[kind];
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    time: windowIn(facts, facts.zone),
    deadline: instantIn(facts.deadlineAt, facts.zone),
  };
  return { title: title(words, { locale }), text: text(words, { locale }) };
}
