import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import type { Tone } from '../../ui/tag.tsx';

export type EquityCase = Reply<'getEquityCase'>;
export type EquityStatus = EquityCase['status'];
export type Appraisal = EquityCase['appraisals'][number];

const statusNames: Record<EquityStatus, () => string> = {
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
};

export function equityStatusName(status: EquityStatus): string {
  return statusNames[status]();
}

export function equityStatusTone(status: EquityStatus): Tone | undefined {
  if (status === 'contributed') return 'ok';
  return status === 'declined' || status === 'withdrawn' || status === 'lapsed' ? 'bad' : undefined;
}

const methodNames = { cost: m.equity_method_cost, market: m.equity_method_market, income: m.equity_method_income };

export function methodName(method: Appraisal['method']): string {
  return methodNames[method]();
}

const documentKindNames = {
  agreement: m.equity_kind_agreement,
  appraisal: m.equity_kind_appraisal,
  feasibility: m.equity_kind_feasibility,
  decision: m.equity_kind_decision,
  other: m.equity_kind_other,
};

export function documentKindName(kind: keyof typeof documentKindNames): string {
  return documentKindNames[kind]();
}

const exitNames = { buyBack: m.equity_exit_buyBack, transfer: m.equity_exit_transfer, windUp: m.equity_exit_windUp };

export function exitName(kind: keyof typeof exitNames): string {
  return exitNames[kind]();
}

const actionNames: Record<string, () => string> = {
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
};

export function actionName(action: string): string {
  return actionNames[action]?.() ?? action;
}

/** 30 % with one decimal where it is not whole. */
export function shareText(units: number, of: number): string {
  if (of === 0) return '0 %';
  const permille = Math.round((units * 1_000) / of);
  return `${permille % 10 === 0 ? permille / 10 : (permille / 10).toFixed(1)} %`;
}

/** An amount that a person typed in yuan, as fen; undefined for anything else. */
export function fenOf(yuan: string): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan.replaceAll(/[,，\s]/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}
