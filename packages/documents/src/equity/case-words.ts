import { m } from '@guanyi/messages';
import type { Locale } from '@guanyi/messages/notification-text';

type Word = (inputs: Record<string, never>, options: { locale: Locale }) => string;
type Words = Readonly<Record<string, Word>>;

/** A code in words; one without words stands for itself. */
const reader = (words: Words) => (code: string, locale: Locale) => words[code]?.({}, { locale }) ?? code;

export const stageWords = reader({
  intent: m.equity_status_intent,
  feasible: m.equity_status_feasible,
  appraised: m.equity_status_appraised,
  inApproval: m.equity_status_inApproval,
  noticed: m.equity_status_noticed,
  agreed: m.equity_status_agreed,
  contributed: m.equity_status_contributed,
  exited: m.equity_status_exited,
  declined: m.equity_status_declined,
  withdrawn: m.equity_status_withdrawn,
  lapsed: m.equity_status_lapsed,
});

export const decisionWords = reader({
  pending: m.equity_approval_pending,
  approved: m.equity_approval_approved,
  declined: m.equity_approval_declined,
  returned: m.equity_approval_returned,
  expired: m.equity_approval_expired,
});

export const methodWords = reader({
  cost: m.equity_method_cost,
  market: m.equity_method_market,
  income: m.equity_method_income,
});

export const roleWords = reader({
  booker: m.ui_role_booker,
  orgAdmin: m.ui_role_orgAdmin,
  orgFinance: m.ui_role_orgFinance,
  keeper: m.ui_role_keeper,
  labManager: m.ui_role_labManager,
  assetOfficer: m.ui_role_assetOfficer,
  finance: m.ui_role_finance,
  hqReviewer: m.ui_role_hqReviewer,
});

export const actWords = reader({
  propose: m.equity_act_propose,
  assess: m.equity_act_assess,
  reject: m.equity_act_reject,
  appraise: m.equity_act_appraise,
  submit: m.equity_act_submit,
  approve: m.equity_act_approve,
  decline: m.equity_act_decline,
  publish: m.equity_act_publish,
  uphold: m.equity_act_uphold,
  agree: m.equity_act_agree,
  contribute: m.equity_act_contribute,
  exit: m.equity_act_exit,
  withdraw: m.equity_act_withdraw,
  lapse: m.equity_act_lapse,
  object: m.equity_act_object,
  answer: m.equity_act_answer,
  ask: m.equity_act_ask,
  answerQuestion: m.equity_act_answerQuestion,
  addDocument: m.equity_act_addDocument,
  issueUnits: m.equity_act_issueUnits,
  transferUnits: m.equity_act_transferUnits,
  distribute: m.equity_act_distribute,
});
