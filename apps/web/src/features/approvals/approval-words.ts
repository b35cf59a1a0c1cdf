import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { durationText } from '../../ui/format.ts';
import type { Tone } from '../../ui/tag.tsx';

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

/** How long it has waited and how long it may: the tone warns in the last day. */
export function waitingWords(approval: Approval, now: number): { left: string; age: string; tone: Tone | undefined } {
  const minutes = Math.floor((Date.parse(approval.deadline) - now) / 60_000);
  return {
    left: minutes < 0 ? m.lending_late() : m.lending_left({ time: roughly(minutes) }),
    age: m.lending_waits({ time: roughly(approval.ageMinutes ?? 0) }),
    tone: minutes < 0 ? 'bad' : minutes < 1_440 ? 'hm' : undefined,
  };
}

/** Days above two of them, else hours and minutes. */
function roughly(minutes: number): string {
  return minutes >= 2_880 ? m.lending_days({ n: Math.floor(minutes / 1_440) }) : durationText(Math.max(0, minutes));
}
