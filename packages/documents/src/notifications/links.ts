import type { CaseNotices, SubjectKind } from '@guanyi/domain/notifications/case-facts';
import { type Notice, subjectOf } from '@guanyi/domain/notifications/notice';

/** The page of the storefront or the back office that a notice leads to. */
export function linkOf(notice: Notice, publicUrl: string, token?: string): string {
  return new URL(pathOf(notice, token), publicUrl).href;
}

function pathOf(notice: Notice, token: string | undefined): string {
  const subject = subjectOf(notice);
  switch (notice.kind) {
    case 'paymentOverdue':
    case 'statementIssued':
    case 'creditNoteCreated':
      return `/desk/statements?statement=${subject.id}`;
    case 'bookingToDecide':
    case 'bookingLapsed':
      return `/desk/inbox?booking=${subject.id}`;
    case 'bookingPlanned':
    case 'bookingReleased':
    case 'bookingReplanned':
    case 'bookingMissed':
      return '/desk/board';
    case 'bookingUnended':
      return '/desk/today';
    case 'suspensionToDecide':
      return '/desk/qualifications';
    case 'suspensionStarted':
    case 'suspensionLifted':
    case 'suspensionUpheld':
      return '/bookings';
    case 'chargeCreated':
    case 'chargeRaised':
    case 'chargeCorrected':
      return `/desk/charges?charge=${subject.id}`;
    case 'usageProblem':
      return `/desk/usage?view=problem&record=${subject.id}`;
    case 'usageDisputed':
      return `/desk/charges?view=disputed&row=${subject.id}`;
    case 'usageResolved':
      return `/desk/usage?view=all&record=${subject.id}`;
    case 'organisationReceived':
    case 'organisationVerified':
      return '/';
    case 'organisationToVerify':
      return `/desk/organisations?organisation=${subject.id}`;
    case 'memberInvited':
      return `/invitations/accept?token=${encodeURIComponent(token ?? '')}`;
    case 'conflictOffered':
      return token ? `/conflicts/answer?token=${encodeURIComponent(token)}` : `/conflicts/${subject.id}`;
    case 'conflictSettled':
      return `/conflicts/${subject.id}`;
    case 'conflictEscalated':
      return `/desk/conflicts?conflict=${subject.id}`;
    case 'breakdownReported':
      return '/desk/upkeep?view=reports';
    case 'breakdownConfirmed':
    case 'breakdownDismissed':
      return '/bookings';
    case 'calibrationDue':
    case 'calibrationExpired':
      return '/desk/upkeep?view=calibrations';
    case 'waitlistOffered':
    case 'waitlistBooked':
    case 'waitlistLapsed':
      return '/waitlist';
    case 'approvalToDecide':
    case 'approvalReturned':
    case 'approvalEscalated':
    case 'lendingChanged':
    case 'equityChanged':
    case 'filingDue':
      return pathOfCase(notice, token);
    default:
      return `/bookings/${subject.id}`;
  }
}

type CaseNotice = Extract<Notice, { kind: keyof CaseNotices }>;

function pathOfCase(notice: CaseNotice, token: string | undefined): string {
  switch (notice.kind) {
    case 'approvalToDecide':
      return token ? `/approvals/answer?token=${encodeURIComponent(token)}` : '/desk/approvals';
    case 'approvalEscalated':
      return '/desk/approvals';
    case 'approvalReturned':
      return pathOfSubject(notice.facts.subjectType, notice.facts.subjectId);
    case 'lendingChanged':
      return `/lendings/${notice.facts.lendingKind}/${notice.facts.lendingId}`;
    case 'equityChanged':
      return `/equity/${notice.facts.caseId}`;
    case 'filingDue':
      return pathOfSubject(notice.facts.subjectType, notice.facts.subjectId);
  }
}

/** Where the customer sees what a chain is about. */
function pathOfSubject(type: SubjectKind, id: string): string {
  if (type === 'equityCase') return `/equity/${id}`;
  return `/lendings/${type.startsWith('loan') ? 'loan' : 'lease'}/${id}`;
}
