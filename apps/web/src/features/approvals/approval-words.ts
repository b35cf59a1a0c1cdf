import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { durationText } from '../../ui/format.ts';

export type Approval = Reply<'listApprovals'>['items'][number];

/** What is to be decided, in words. */
export function subjectName(type: Approval['subjectType']): string {
  return {
    loan: m.lending_subject_loan,
    lease: m.lending_subject_lease,
    loanExtension: m.lending_subject_loanExtension,
    leaseExtension: m.lending_subject_leaseExtension,
    equityCase: m.lending_subject_equityCase,
  }[type]();
}

export function approvalStatusName(status: Approval['status']): string {
  return {
    pending: m.lending_step_pending,
    approved: m.lending_step_approved,
    declined: m.lending_step_declined,
    returned: m.lending_step_returned,
    expired: m.lending_step_expired,
  }[status]();
}

/** Days above two of them, else hours and minutes. */
export function roughly(minutes: number): string {
  return minutes >= 2_880 ? m.lending_days({ n: Math.floor(minutes / 1_440) }) : durationText(Math.max(0, minutes));
}
