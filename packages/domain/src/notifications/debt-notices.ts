import type { Name } from './name.ts';

/** Notices about what a customer owes by statement. */
export interface DebtNotices {
  /** To the customer: a day of payment has passed. */
  paymentOverdue: OverdueFacts;
  /** To the customer: what a month comes to, and by when it is to be paid. */
  statementIssued: StatementFacts;
  /** To the customer: less is owed on a statement. */
  creditNoteCreated: CreditNoteFacts;
}

export interface OverdueFacts {
  /** The oldest statement that is not paid. */
  readonly statementId: string;
  readonly payee: Name;
  readonly organisation: Name;
  /** 1 to 3. */
  readonly step: number;
  readonly overdueFen: number;
  readonly statementCount: number;
  /** Local day of the payee, `YYYY-MM-DD`. */
  readonly dueOn: string;
}

export interface StatementFacts {
  readonly statementId: string;
  readonly number: string;
  readonly payee: Name;
  readonly organisation: Name;
  /** `YYYY-MM` */
  readonly period: string;
  readonly totalFen: number;
  readonly outstandingFen: number;
  /** Local day of the payee, `YYYY-MM-DD`. */
  readonly dueOn: string;
}

export interface CreditNoteFacts {
  readonly statementId: string;
  /** Of the credit note. */
  readonly number: string;
  readonly statementNumber: string;
  readonly payee: Name;
  readonly organisation: Name;
  readonly totalFen: number;
  readonly outstandingFen: number;
  readonly reason: string;
}
