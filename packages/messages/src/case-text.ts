import type {
  ApprovalFacts,
  EquityCaseFacts,
  EquityNews,
  FilingFacts,
  LendingFacts,
  LendingNews,
} from '@guanyi/domain/notifications/case-facts';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn, yuan } from './notice-format.ts';

interface Text {
  readonly title: string;
  readonly text: string;
}

const subjects = {
  loan: m.lending_subject_loan,
  lease: m.lending_subject_lease,
  loanExtension: m.lending_subject_loanExtension,
  leaseExtension: m.lending_subject_leaseExtension,
  equityCase: m.lending_subject_equityCase,
} as const satisfies Record<ApprovalFacts['subjectType'], unknown>;

const approvalTexts = {
  approvalToDecide: [m.case_approvalToDecide_title, m.case_approvalToDecide_text],
  approvalReturned: [m.case_approvalReturned_title, m.case_approvalReturned_text],
  approvalEscalated: [m.case_approvalEscalated_title, m.case_approvalEscalated_text],
} as const;

/** Says what is to be decided, was returned for completion, or went one role higher. */
export function approvalText(kind: keyof typeof approvalTexts, facts: ApprovalFacts, locale: Locale): Text {
  const [title, text] = approvalTexts[kind];
  const words = {
    subject: subjects[facts.subjectType]({}, { locale }),
    number: facts.number,
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    person: facts.person,
    value: yuan(facts.valueFen),
    deadline: instantIn(facts.deadlineAt, facts.zone),
    comment: facts.comment ? m.notification_reason({ reason: facts.comment }, { locale }) : '',
    escalated: facts.isEscalated ? m.case_escalated({}, { locale }) : '',
  };
  return { title: title(words, { locale }).trim(), text: text(words, { locale }).trim() };
}

const lendingTexts = {
  request: [m.case_lending_request_title, m.case_lending_request_text],
  approve: [m.case_lending_approve_title, m.case_lending_approve_text],
  decline: [m.case_lending_decline_title, m.case_lending_decline_text],
  contract: [m.case_lending_contract_title, m.case_lending_contract_text],
  handOver: [m.case_lending_handOver_title, m.case_lending_handOver_text],
  dueSoon: [m.case_lending_dueSoon_title, m.case_lending_dueSoon_text],
  fallDue: [m.case_lending_fallDue_title, m.case_lending_fallDue_text],
  suspend: [m.case_lending_suspend_title, m.case_lending_suspend_text],
  takeBack: [m.case_lending_takeBack_title, m.case_lending_takeBack_text],
  close: [m.case_lending_close_title, m.case_lending_close_text],
  cancel: [m.case_lending_cancel_title, m.case_lending_cancel_text],
  lapse: [m.case_lending_lapse_title, m.case_lending_lapse_text],
  extend: [m.case_lending_extend_title, m.case_lending_extend_text],
  declineExtension: [m.case_lending_declineExtension_title, m.case_lending_declineExtension_text],
  reportDamage: [m.case_lending_reportDamage_title, m.case_lending_reportDamage_text],
  proposeDamage: [m.case_lending_proposeDamage_title, m.case_lending_proposeDamage_text],
  acceptDamage: [m.case_lending_acceptDamage_title, m.case_lending_acceptDamage_text],
  contestDamage: [m.case_lending_contestDamage_title, m.case_lending_contestDamage_text],
  decideDamage: [m.case_lending_decideDamage_title, m.case_lending_decideDamage_text],
  waiveDamage: [m.case_lending_waiveDamage_title, m.case_lending_waiveDamage_text],
  settleDamage: [m.case_lending_settleDamage_title, m.case_lending_settleDamage_text],
  planInspection: [m.case_lending_planInspection_title, m.case_lending_planInspection_text],
  recordInspection: [m.case_lending_recordInspection_title, m.case_lending_recordInspection_text],
} as const satisfies Record<LendingNews, unknown>;

/** Says what happened to a loan or lease. */
export function lendingText(facts: LendingFacts, locale: Locale): Text {
  const [title, text] = lendingTexts[facts.action];
  const words = {
    number: facts.number,
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    person: facts.person,
    first: facts.firstDay,
    last: facts.lastDay,
    reason: facts.reason ? m.notification_reason({ reason: facts.reason }, { locale }) : '',
    detail: facts.reason ?? '',
  };
  return { title: title(words, { locale }).trim(), text: text(words, { locale }).trim() };
}

const equityTexts = {
  propose: m.case_equity_propose,
  assess: m.case_equity_assess,
  reject: m.case_equity_reject,
  appraise: m.case_equity_appraise,
  submit: m.case_equity_submit,
  approve: m.case_equity_approve,
  decline: m.case_equity_decline,
  publish: m.case_equity_publish,
  object: m.case_equity_object,
  uphold: m.case_equity_uphold,
  answer: m.case_equity_answer,
  agree: m.case_equity_agree,
  contribute: m.case_equity_contribute,
  exit: m.case_equity_exit,
  withdraw: m.case_equity_withdraw,
  lapse: m.case_equity_lapse,
} as const satisfies Record<EquityNews, unknown>;

/** Says what happened to an equity case. */
export function equityText(facts: EquityCaseFacts, locale: Locale): Text {
  const words = {
    venture: facts.ventureName,
    number: facts.number,
    instrument: nameIn(facts.instrument, locale),
    organisation: nameIn(facts.organisation, locale),
  };
  const what = equityTexts[facts.action](words, { locale });
  return {
    title: m.case_equity_title({ venture: facts.ventureName, what }, { locale }),
    text: m.case_equity_text({ ...words, what }, { locale }),
  };
}

/** Reminds of a filing. */
export function filingText(facts: FilingFacts, locale: Locale): Text {
  const words = {
    number: facts.number,
    instrument: nameIn(facts.instrument, locale),
    organisation: nameIn(facts.organisation, locale),
    day: facts.dueOn,
  };
  const [title, text] = facts.isLate
    ? [m.case_filingLate_title, m.case_filingLate_text]
    : [m.case_filingDue_title, m.case_filingDue_text];
  return { title: title(words, { locale }), text: text(words, { locale }) };
}
