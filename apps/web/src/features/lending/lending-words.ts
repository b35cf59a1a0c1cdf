import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { shortDay } from '../../ui/format.ts';
import type { Tone } from '../../ui/tag.tsx';

export type Lending = Reply<'getLoan'>;
export type LendingStatus = Lending['status'];
export type Damage = Lending['damages'][number];
export const lendingKinds = ['loan', 'lease'] as const;
export type LendingKind = (typeof lendingKinds)[number];

export function lendingKindName(kind: LendingKind): string {
  return kind === 'loan' ? m.lending_subject_loan() : m.lending_subject_lease();
}

/** The loan or lease that a subject of approvals belongs to; undefined for others. */
export function kindOfSubject(subjectType: string): LendingKind | undefined {
  if (subjectType === 'loan' || subjectType === 'loanExtension') return 'loan';
  return subjectType === 'lease' || subjectType === 'leaseExtension' ? 'lease' : undefined;
}

export function lendingStatusName(status: LendingStatus): string {
  return {
    requested: m.lending_status_requested,
    approved: m.lending_status_approved,
    contracted: m.lending_status_contracted,
    handedOver: m.lending_status_handedOver,
    overdue: m.lending_status_overdue,
    returned: m.lending_status_returned,
    closed: m.lending_status_closed,
    declined: m.lending_status_declined,
    cancelled: m.lending_status_cancelled,
  }[status]();
}

export const lendingTone: Partial<Record<LendingStatus, Tone>> = {
  requested: 'hm',
  approved: 'hm',
  handedOver: 'ok',
  overdue: 'bad',
  declined: 'bad',
};

/** What has to happen next, in one sentence. */
export function nextStepText(lending: Lending): string {
  return {
    requested: m.lending_next_requested,
    approved: m.lending_next_approved,
    contracted: m.lending_next_contracted,
    handedOver: m.lending_next_handedOver,
    overdue: m.lending_next_overdue,
    returned: m.lending_next_returned,
    closed: m.lending_next_closed,
    declined: m.lending_next_declined,
    cancelled: m.lending_next_cancelled,
  }[lending.status]();
}

/** 12月14日 – 12月18日, with the year where it is another. */
export function daysText({ firstDay, lastDay }: Pick<Lending, 'firstDay' | 'lastDay'>): string {
  const year = firstDay.slice(0, 4);
  const end = lastDay.startsWith(year) ? shortDay(lastDay) : `${lastDay.slice(0, 4)} ${shortDay(lastDay)}`;
  return `${year} ${shortDay(firstDay)} – ${end}`;
}

/** One step of the timeline in words. */
export function actionName(action: string): string {
  const known: Record<string, () => string> = {
    request: m.lending_did_request,
    approve: m.lending_did_approve,
    decline: m.lending_did_decline,
    contract: m.lending_did_contract,
    handOver: m.lending_did_handOver,
    fallDue: m.lending_did_fallDue,
    extend: m.lending_did_extend,
    requestExtension: m.lending_did_requestExtension,
    declineExtension: m.lending_did_declineExtension,
    takeBack: m.lending_did_takeBack,
    reportDamage: m.lending_did_reportDamage,
    captureDeposit: m.lending_did_captureDeposit,
    releaseDeposit: m.lending_did_releaseDeposit,
    close: m.lending_did_close,
    cancel: m.lending_did_cancel,
    lapse: m.lending_did_lapse,
  };
  return known[action]?.() ?? action;
}

export type ConditionState = NonNullable<Lending['handOver']>['conditions'][number]['state'];
export const conditionStates: readonly ConditionState[] = ['good', 'worn', 'damaged', 'missing'];

export function conditionName(state: ConditionState): string {
  return {
    good: m.lending_state_good,
    worn: m.lending_state_worn,
    damaged: m.lending_state_damaged,
    missing: m.lending_state_missing,
  }[state]();
}
