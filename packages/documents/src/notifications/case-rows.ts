import type { ApprovalFacts } from '@guanyi/domain/notifications/case-facts';
import type { Notice } from '@guanyi/domain/notifications/notice';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn, yuan } from '@guanyi/messages/notification-text';

type Rows = readonly (readonly [label: string, value: string])[];

/** The facts of a step that waits, in the order in which a decider asks for them. */
export function approvalRows(facts: ApprovalFacts, locale: Locale): Rows {
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.mail_organisation({}, { locale }), nameIn(facts.organisation, locale)],
    [m.mail_person({}, { locale }), facts.person],
    [m.case_mail_value({}, { locale }), yuan(facts.valueFen)],
    ...(facts.days > 0 ? [[m.case_mail_days({}, { locale }), String(facts.days)] as const] : []),
    [m.case_mail_number({}, { locale }), facts.number],
    [m.mail_deadline({}, { locale }), instantIn(facts.deadlineAt, facts.zone)],
  ];
}

/** The facts of a loan or lease, an equity case or a filing. */
export function caseRows(
  { kind, facts }: Extract<Notice, { kind: 'lendingChanged' | 'equityChanged' | 'filingDue' }>,
  locale: Locale,
): Rows {
  const until = kind === 'filingDue' ? facts.dueOn : kind === 'lendingChanged' ? facts.lastDay : undefined;
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.mail_organisation({}, { locale }), nameIn(facts.organisation, locale)],
    [m.case_mail_number({}, { locale }), facts.number],
    ...(until === undefined ? [] : [[m.mail_deadline({}, { locale }), until] as const]),
  ];
}

/** One link for each decision. Each opens a page that asks once more: programs that look at links must not decide for people. */
export function decisionChoices(link: (choice: string) => string, locale: Locale): Rows {
  return [
    [m.case_mail_approve({}, { locale }), link('approve')],
    [m.case_mail_decline({}, { locale }), link('decline')],
    [m.case_mail_return({}, { locale }), link('return')],
  ];
}
