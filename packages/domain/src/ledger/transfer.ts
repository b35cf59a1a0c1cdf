import type { Day } from '../kernel/local-time.ts';
import { type AccountSums, available, type Side } from './account.ts';
import { type Period, periodOfDay } from './period.ts';

/**
 * pending: reserved, moves nothing yet · posted: moved · voided: gives a reservation back.
 * A reservation is never edited: a second row resolves it, once.
 */
export type TransferState = 'pending' | 'posted' | 'voided';

/** What a transfer can be for; with its reference it names one fact, which is therefore written once. */
export const transferKinds = [
  'statementIncome',
  'statementTax',
  'creditNoteIncome',
  'creditNoteTax',
  'payment',
  'allocation',
  'refund',
  'depositHold',
  'depositRelease',
  'depositCapture',
  'voucherIssue',
  'voucherApply',
  'voucherCancel',
  'stakeIssue',
  'stakeTransfer',
  'stakeCancel',
  'distribution',
  'exitConsideration',
  'reversal',
] as const;

export type TransferKind = (typeof transferKinds)[number];

/** One movement between two accounts, as it changes their sums. Amounts are whole and above zero. */
export interface Movement {
  debitAccountId: string;
  creditAccountId: string;
  amount: number;
  state: TransferState;
  /** The pending amount that this movement resolves; 0 when it stands alone. */
  resolvedAmount: number;
}

/** Sums by account after the movement; the maps given are not changed. */
export function applyMovement(sums: ReadonlyMap<string, AccountSums>, movement: Movement): Map<string, AccountSums> {
  const after = new Map(sums);
  const { amount, resolvedAmount, state } = movement;
  const posted = state === 'posted' ? amount : 0;
  const pending = (state === 'pending' ? amount : 0) - resolvedAmount;
  const debit = after.get(movement.debitAccountId);
  const credit = after.get(movement.creditAccountId);
  if (!debit || !credit) throw new Error('A movement needs both of its accounts.');
  after.set(movement.debitAccountId, {
    ...debit,
    debitSum: debit.debitSum + posted,
    debitPending: debit.debitPending + pending,
  });
  after.set(movement.creditAccountId, {
    ...credit,
    creditSum: credit.creditSum + posted,
    creditPending: credit.creditPending + pending,
  });
  return after;
}

/** The first account with a floor that the sums leave below zero. */
export function firstBelowFloor(
  accounts: ReadonlyMap<string, { side: Side; floor: boolean }>,
  sums: ReadonlyMap<string, AccountSums>,
): string | undefined {
  for (const [id, { side, floor }] of accounts) {
    const own = sums.get(id);
    if (floor && own && available(side, own) < 0) return id;
  }
  return undefined;
}

/**
 * The period that a transfer of that day belongs to. Throws for an amount that is not a whole number above zero: an amount is
 * checked where it enters, so a wrong one here is a bug.
 */
export function checkTransfer(transfer: { amount: number; day: Day }): Period {
  if (!Number.isSafeInteger(transfer.amount) || transfer.amount <= 0) {
    throw new RangeError(`A transfer moves a whole amount above zero, not ${transfer.amount}.`);
  }
  return periodOfDay(transfer.day);
}
