/**
 * The accounts of a district's books. Value flows from the account that is debited to the account that is credited.
 * `side` says on which side an account normally stands: what a district has and is owed stands on the debit side, what it
 * owes and has earned on the credit side. `floor: true` means that the account never falls below zero on its side, and that
 * pending transfers reserve.
 */
export const accountKinds = {
  /** What a customer owes the district. Owner: the customer. A credit note on a paid statement can turn it around. */
  receivable: { unit: 'fen', side: 'debit', floor: false },
  /** What the district has earned, before tax. Owner: the district. */
  income: { unit: 'fen', side: 'credit', floor: false },
  /** What an administrative unit has earned for the treasury, before tax. Owner: the district. */
  treasury: { unit: 'fen', side: 'credit', floor: false },
  /** Value added tax owed. Owner: the district. */
  tax: { unit: 'fen', side: 'credit', floor: false },
  /** The district's own bank account; the platform holds no money. Owner: the district. */
  bank: { unit: 'fen', side: 'debit', floor: false },
  /** Received from a customer and not yet matched with a statement. Owner: the customer. */
  unallocated: { unit: 'fen', side: 'credit', floor: true },
  /** A deposit that is held. Owner: the customer; scope: the loan or lease. */
  deposit: { unit: 'fen', side: 'credit', floor: true },
  /** What a voucher programme pays for. Owner: the district; scope: the programme. */
  voucherProgramme: { unit: 'fen', side: 'debit', floor: false },
  /** What is left of a voucher. Owner: the customer; scope: the voucher. */
  voucher: { unit: 'fen', side: 'credit', floor: true },
  /** What a venture owes the district: distributions declared, what was agreed for an exit. Owner: the venture. */
  ventureReceivable: { unit: 'fen', side: 'debit', floor: false },
  /** Where the units of a venture come from; it stands at minus all units issued. Owner and scope: the venture. */
  stakeIssue: { unit: 'stake', side: 'debit', floor: false },
  /** Units that a party holds in a venture. Owner: the party; scope: the venture. */
  stakeHolding: { unit: 'stake', side: 'credit', floor: true },
} as const satisfies Record<string, AccountTerms>;

export interface AccountTerms {
  /** Money in fen, or whole units of one venture, which never mix with those of another. */
  unit: 'fen' | 'stake';
  side: Side;
  floor: boolean;
}

export type Side = 'debit' | 'credit';

export type AccountKind = keyof typeof accountKinds;

/** Names one account of a district; it comes into being with its first transfer. Ids are those of organisations, loans, vouchers, ventures. */
export interface AccountName {
  kind: AccountKind;
  ownerId: string;
  scopeId?: string | undefined;
}

/**
 * What an account counts: `fen`, or `stake:<venture>`. Two accounts of one transfer count the same.
 * Throws for a stake account without the venture as its scope.
 */
export function unitOf(account: AccountName): string {
  if (accountKinds[account.kind].unit === 'fen') return 'fen';
  if (!account.scopeId) throw new Error(`A ${account.kind} account needs the venture as its scope.`);
  return `stake:${account.scopeId}`;
}

/** Sums of an account in its unit, all of them never negative; pending ones are reserved and not yet moved. */
export interface AccountSums {
  debitSum: number;
  creditSum: number;
  debitPending: number;
  creditPending: number;
}

/** What stands on the account's own side once everything that is pending against it has happened. */
export function available(side: Side, sums: AccountSums): number {
  return side === 'debit'
    ? sums.debitSum - sums.creditSum - sums.creditPending
    : sums.creditSum - sums.debitSum - sums.debitPending;
}
