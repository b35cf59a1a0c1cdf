import type { DeciderRole } from '../approvals/policy.ts';
import type { Name } from './name.ts';

export type SubjectKind = 'loan' | 'lease' | 'loanExtension' | 'leaseExtension' | 'equityCase';

/** A step of a chain that somebody is told of. */
export interface ApprovalFacts {
  readonly approvalId: string;
  readonly subjectType: SubjectKind;
  readonly subjectId: string;
  /** By which people know the subject. */
  readonly number: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  /** Who asked. */
  readonly person: string;
  readonly role: DeciderRole;
  /** Aggregated, as the chain was chosen by it. */
  readonly valueFen: number;
  readonly days: number;
  readonly deadlineAt: number;
  readonly zone: string;
  readonly comment?: string;
  /** Asked because nobody answered one role below. */
  readonly isEscalated?: boolean;
}

/** What can happen to a loan or lease that people are told of. */
export const LENDING_NEWS = [
  'request',
  'approve',
  'decline',
  'contract',
  'handOver',
  'dueSoon',
  'fallDue',
  'suspend',
  'takeBack',
  'close',
  'cancel',
  'lapse',
  'extend',
  'declineExtension',
  'reportDamage',
  'proposeDamage',
  'acceptDamage',
  'contestDamage',
  'decideDamage',
  'waiveDamage',
  'settleDamage',
  'planInspection',
  'recordInspection',
] as const;

export type LendingNews = (typeof LENDING_NEWS)[number];

export interface LendingFacts {
  readonly lendingId: string;
  readonly lendingKind: 'loan' | 'lease';
  readonly action: LendingNews;
  readonly number: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  readonly person: string;
  /** Local days of the lab, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly reason?: string;
}

/** What can happen to an equity case that people are told of. */
export const EQUITY_NEWS = [
  'propose',
  'assess',
  'reject',
  'appraise',
  'submit',
  'approve',
  'decline',
  'publish',
  'object',
  'uphold',
  'answer',
  'agree',
  'contribute',
  'exit',
  'withdraw',
  'lapse',
] as const;

export type EquityNews = (typeof EQUITY_NEWS)[number];

export interface EquityCaseFacts {
  readonly caseId: string;
  readonly action: EquityNews;
  readonly number: string;
  readonly ventureName: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
}

export interface FilingFacts {
  readonly filingId: string;
  readonly subjectType: 'loan' | 'lease' | 'equityCase';
  readonly subjectId: string;
  readonly number: string;
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  /** Local day of the lab. */
  readonly dueOn: string;
  readonly isLate: boolean;
}

/** What people are told of approvals, loans, leases, equity cases and filings. */
export interface CaseNotices {
  /** To who may decide a step, with a link that decides without signing in. */
  approvalToDecide: ApprovalFacts;
  /** To who asked: something is missing. */
  approvalReturned: ApprovalFacts;
  /** To who asked and to who did not answer. */
  approvalEscalated: ApprovalFacts;
  /** To the sides of a loan or lease. */
  lendingChanged: LendingFacts;
  /** To the sides of an equity case. */
  equityChanged: EquityCaseFacts;
  /** To the asset officers. */
  filingDue: FilingFacts;
}
