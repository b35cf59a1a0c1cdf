import type { TaxCategory } from '../billing/price-policy.ts';
import type { Instant } from '../kernel/window.ts';
import type { Period } from '../ledger/period.ts';
import type { Name } from '../notifications/notice.ts';

/**
 * draft → issued → partlyPaid → paid; a draft may be called off (`void`), and its charges may then be stated again. An issued
 * statement never changes: corrections are credit notes.
 */
export type StatementStatus = 'draft' | 'issued' | 'partlyPaid' | 'paid' | 'void';

/** Which statuses may follow which. Payments move an issued statement back and forth, for a payment can bounce. */
const nextStatuses: Record<StatementStatus, readonly StatementStatus[]> = {
  draft: ['issued', 'void'],
  issued: ['partlyPaid', 'paid'],
  partlyPaid: ['issued', 'paid'],
  paid: ['issued', 'partlyPaid'],
  void: [],
};

export function canBecome(from: StatementStatus, to: StatementStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** What decides how much of a statement is still owed, in fen. */
export interface StatementAmounts {
  totalFen: number;
  /** Covered by a voucher, a means of payment. */
  voucherFen: number;
  paidFen: number;
  /** Taken back by credit notes, tax included. */
  creditedFen: number;
}

/** What is still owed. Below zero when a credit note came after the payment: that much is to be paid back. */
export function outstandingFen(amounts: StatementAmounts): number {
  return amounts.totalFen - amounts.voucherFen - amounts.paidFen - amounts.creditedFen;
}

/** The status of an issued statement that follows from its amounts. */
export function settledStatus(amounts: StatementAmounts): 'issued' | 'partlyPaid' | 'paid' {
  if (outstandingFen(amounts) <= 0) return 'paid';
  return amounts.voucherFen + amounts.paidFen > 0 ? 'partlyPaid' : 'issued';
}

/** Tax of one category on a statement: the sum of its line taxes, never computed anew (R19). */
export interface CategoryTax {
  taxCategory: TaxCategory;
  subtotalFen: number;
  taxFen: number;
}

export interface StatementParty {
  name: Name;
  uscc: string;
}

/** One charge as a statement prints it. */
export interface StatedCharge {
  chargeId: string;
  kind: string;
  instrument: Name;
  bookingNumber: string | null;
  occurredAt: Instant;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
}

/** Everything that a statement prints; frozen when it is issued, so that it prints the same for ever. */
export interface PrintedStatement {
  number: string;
  status: 'draft' | 'issued' | 'void';
  period: Period;
  zone: string;
  /** When it was issued, or made while it is a draft. */
  at: Instant;
  payee: StatementParty;
  customer: StatementParty;
  /** Whether the income belongs to the treasury: an administrative unit collects it, and remits it. */
  isTreasury: boolean;
  charges: readonly StatedCharge[];
  taxes: readonly CategoryTax[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  taxInvoiceRef: string | null;
  remittanceRef: string | null;
}

/** Everything that a credit note prints; names are those that its statement froze. */
export interface PrintedCreditNote {
  number: string;
  statementNumber: string;
  zone: string;
  /** When it was made. */
  at: Instant;
  payee: StatementParty;
  customer: StatementParty;
  isTreasury: boolean;
  reason: string;
  /** Amounts taken back, above zero. */
  charges: readonly StatedCharge[];
  taxes: readonly CategoryTax[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
}

/** What is copied when a statement is issued, because it may change later or is costly to sum up. */
export interface FrozenFacts {
  payee: StatementParty;
  customer: StatementParty;
  zone: string;
  isTreasury: boolean;
  taxes: CategoryTax[];
  /** Names of instruments by id. */
  instruments: Record<string, Name>;
}

/** An administrative unit collects for the treasury: credit codes of such units begin with 11. */
export function collectsForTreasury(payee: { uscc: string }): boolean {
  return payee.uscc.startsWith('11');
}

/** Days that a customer has for paying. */
export const PAYMENT_DAYS = 30;

/** What the numbers of a payee and year begin with: `QINGDAO-2026-`, or `QINGDAO-CN-2026-` for credit notes. Six digits follow. */
export function numberHead(slug: string, series: 'statement' | 'creditNote', year: number): string {
  return `${slug.toUpperCase()}${series === 'creditNote' ? '-CN' : ''}-${year}-`;
}
