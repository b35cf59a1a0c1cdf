import type { Day } from '@guanyi/domain/kernel/local-time';
import type { AccountName } from '@guanyi/domain/ledger/account';
import type { TransferKind } from '@guanyi/domain/ledger/transfer';
import type { TransferOrder } from '../ledger/transfer.ts';

export interface Owed {
  kinds: readonly [income: TransferKind, tax: TransferKind];
  reference: string;
  day: Day;
  isTreasury: boolean;
  /** Owed to the payee; below zero for what goes back to the customer. */
  subtotalFen: number;
  taxFen: number;
}

/**
 * The movements by which a customer comes to owe an amount and its tax: from the customer's receivable to income (of the treasury, for an
 * administrative unit) and to tax. A negative amount moves the other way, nothing moves for zero.
 */
export function owedTransfers(parties: { payeeId: string; organisationId: string }, owed: Owed): TransferOrder[] {
  const receivable: AccountName = { kind: 'receivable', ownerId: parties.organisationId };
  const income: AccountName = { kind: owed.isTreasury ? 'treasury' : 'income', ownerId: parties.payeeId };
  const tax: AccountName = { kind: 'tax', ownerId: parties.payeeId };
  const order = (to: AccountName, fen: number, kind: TransferKind): TransferOrder[] => {
    if (fen === 0) return [];
    const [debit, credit] = fen > 0 ? [receivable, to] : [to, receivable];
    return [{ debit, credit, amount: Math.abs(fen), kind, reference: owed.reference, day: owed.day }];
  };
  return [...order(income, owed.subtotalFen, owed.kinds[0]), ...order(tax, owed.taxFen, owed.kinds[1])];
}
