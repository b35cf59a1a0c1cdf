import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { findTransfers } from '@guanyi/db/ledger/transfers';
import type { StoredStatement } from '@guanyi/db/statements/statements';
import { findRedemption, lockVoucher, releaseRedemption } from '@guanyi/db/vouchers/redemptions';
import { localDay } from '@guanyi/domain/kernel/local-time';
import type { CommandContext, Refusal } from '../context.ts';
import { type TransferOrder, transferAll } from '../ledger/transfer.ts';

/**
 * Gives back what a voucher paid of a statement that is called off: to the voucher, to the cap of its organisation, and in the books by
 * reversing what was moved. The statement must be locked. Nothing happens where no voucher paid. Refused with `period-closed`.
 */
export async function releaseVoucher(
  tx: Tx,
  context: CommandContext,
  statement: StoredStatement,
): Promise<Refusal | undefined> {
  const redemption = await findRedemption(tx, statement);
  if (!redemption) return undefined;
  const { payeeId } = statement;
  const voucher = await lockVoucher(tx, redemption.voucherId);
  if (!voucher) throw new Error(`Voucher ${redemption.voucherId} is gone although it paid.`);
  await releaseRedemption(tx, { ...redemption, payeeId }, context.now);
  if (redemption.settle === 'reimburse') return undefined;
  const district = await findDistrict(tx, { ...context.reach, all: true }, payeeId);
  if (!district) throw new Error(`The payee ${payeeId} of a statement is gone.`);
  const facts = (['voucherIssue', 'voucherApply'] as const).map((kind) => ({
    kind,
    reference: redemption.id,
    state: 'posted' as const,
  }));
  const moved = new Map((await findTransfers(tx, payeeId, facts)).map((transfer) => [transfer.kind, transfer.id]));
  const purse = { kind: 'voucher', ownerId: voucher.organisationId, scopeId: voucher.id } as const;
  const programme = { kind: 'voucherProgramme', ownerId: payeeId, scopeId: voucher.programmeId } as const;
  const receivable = { kind: 'receivable', ownerId: voucher.organisationId } as const;
  const back = (kind: 'voucherIssue' | 'voucherApply', parties: Pick<TransferOrder, 'debit' | 'credit'>) => {
    const reversesId = moved.get(kind);
    if (!reversesId) throw new Error(`Redemption ${redemption.id} has no ${kind} in the books.`);
    const day = localDay(district.zone, context.now);
    return {
      ...parties,
      ...{ amount: redemption.amountFen, kind: 'reversal' as const, reference: reversesId, reversesId, day },
    };
  };
  const outcome = await transferAll(tx, context, payeeId, [
    back('voucherApply', { debit: receivable, credit: purse }),
    back('voucherIssue', { debit: purse, credit: programme }),
  ]);
  return outcome.ok ? undefined : outcome;
}
