import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { loadStatementForUpdate, type StoredStatement, saveSettlement } from '@guanyi/db/statements/statements';
import { insertRedemption, isRedeemed, type LockedVoucher, lockVoucher } from '@guanyi/db/vouchers/redemptions';
import { findStatedParts } from '@guanyi/db/vouchers/stated-parts';
import { listVouchers, type VoucherView } from '@guanyi/db/vouchers/vouchers';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { outstandingFen, settledStatus } from '@guanyi/domain/statements/statement';
import { coveredFen, eligibleFen } from '@guanyi/domain/vouchers/voucher';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { transferAll } from '../ledger/transfer.ts';

export interface AppliedVoucher {
  voucher: VoucherView;
  coveredFen: number;
  statement: StoredStatement;
}

const payable = new Set(['draft', 'issued', 'partlyPaid']);

/**
 * Pays a programme's share of a statement by a voucher (R34), once per statement. The rows of statement, cap and voucher are
 * locked in this order and each has a check, so two statements at once never have more of a voucher than is left of it (M12).
 */
export async function applyVoucher(
  tx: Tx,
  context: CommandContext,
  { voucherId, statementId }: { voucherId: string; statementId: string },
): Promise<Outcome<AppliedVoucher>> {
  const [visible] = await listVouchers(tx, context.reach, { id: voucherId, limit: 1 });
  const statement = visible && (await loadStatementForUpdate(tx, context.reach, statementId));
  if (!visible || !statement || statement.organisationId !== visible.organisationId) return refuse('not-found');
  if (!payable.has(statement.status)) {
    return refuse('state-conflict', { details: { currentStatus: statement.status } });
  }
  if (await isRedeemed(tx, statement)) return refuse('voucher-applied');
  const voucher = await lockVoucher(tx, voucherId);
  if (!voucher) throw new Error(`Voucher ${voucherId} is gone while it was looked at.`);
  const covered = await judge(tx, voucher, statement);
  if (!covered.ok) return covered;
  const written = await redeem(tx, context, voucher, statement, covered.value);
  if (written) return written;
  const [view] = await listVouchers(tx, { ...context.reach, all: true }, { id: voucherId, limit: 1 });
  const deductedFen = voucher.settle === 'deduct' ? covered.value : 0;
  const after = { ...statement, voucherFen: statement.voucherFen + deductedFen };
  return done({ voucher: view ?? visible, coveredFen: covered.value, statement: after });
}

async function judge(tx: Tx, voucher: LockedVoucher, statement: StoredStatement): Promise<Outcome<number>> {
  const parts = await findStatedParts(tx, statement);
  const eligible = eligibleFen(voucher, { period: statement.period, parts });
  if (!eligible.ok) return refuse('not-eligible', { details: { reason: eligible.fault } });
  const fen = coveredFen({
    eligibleFen: eligible.fen,
    sharePermille: voucher.sharePermille,
    voucherLeftFen: voucher.leftFen,
    capLeftFen: voucher.capLeftFen,
    outstandingFen: outstandingFen(statement),
  });
  return fen > 0
    ? done(fen)
    : refuse('voucher-exhausted', { details: { leftFen: voucher.leftFen, capLeftFen: voucher.capLeftFen } });
}

async function redeem(
  tx: Tx,
  context: CommandContext,
  voucher: LockedVoucher,
  statement: StoredStatement,
  amountFen: number,
): Promise<Refusal | undefined> {
  const { payeeId, id: statementId } = statement;
  const { id: voucherId, programmeId, organisationId, settle } = voucher;
  const redemption = { id: newId(), payeeId, voucherId, programmeId, organisationId, statementId, amountFen, settle };
  const by = { userId: context.reach.userId ?? null, now: context.now };
  if (!(await insertRedemption(tx, redemption, by))) return refuse('voucher-applied');
  if (settle === 'reimburse') return undefined;
  const settled = { ...statement, voucherFen: statement.voucherFen + amountFen };
  // A draft stays a draft: what it is settled by counts from its issue on.
  const status = statement.status === 'draft' ? 'draft' : settledStatus(settled);
  await saveSettlement(tx, statement, { ...settled, status }, context.now);
  const district = await findDistrict(tx, { ...context.reach, all: true }, payeeId);
  if (!district) throw new Error(`The payee ${payeeId} of a statement is gone.`);
  const purse = { kind: 'voucher', ownerId: organisationId, scopeId: voucherId } as const;
  const common = { amount: amountFen, reference: redemption.id, day: localDay(district.zone, context.now) };
  // The programme lends the voucher what it pays, so that the books say who owes the district in the customer's place.
  const moved = await transferAll(tx, context, payeeId, [
    {
      ...common,
      debit: { kind: 'voucherProgramme', ownerId: payeeId, scopeId: programmeId },
      credit: purse,
      kind: 'voucherIssue',
    },
    { ...common, debit: purse, credit: { kind: 'receivable', ownerId: organisationId }, kind: 'voucherApply' },
  ]);
  return moved.ok ? undefined : moved;
}
