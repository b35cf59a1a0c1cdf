import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { insertAllocations, type NewAllocation } from '@guanyi/db/payments/allocations';
import { loadPaymentForUpdate, type StoredPayment } from '@guanyi/db/payments/payments';
import { loadStatementForUpdate, type StoredStatement, saveSettlement } from '@guanyi/db/statements/statements';
import { type Day, localDay } from '@guanyi/domain/kernel/local-time';
import { type AllocationRefusal, judgeAllocation } from '@guanyi/domain/payments/allocation';
import { outstandingFen, settledStatus } from '@guanyi/domain/statements/statement';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { type TransferOrder, transferAll } from '../ledger/transfer.ts';

export interface Allocation {
  paymentId: string;
  /** One entry per statement; amounts in fen above zero. */
  allocations: readonly { statementId: string; amountFen: number }[];
}

/**
 * Gives parts of a payment to statements: never more than is free of it, nor more than a statement still wants. The payment
 * is locked first, then the statements in the order of their ids, so that people who allocate at once take turns.
 */
export async function allocatePayment(
  tx: Tx,
  context: CommandContext,
  { paymentId, allocations }: Allocation,
): Promise<Outcome<{ paymentId: string }>> {
  if (new Set(allocations.map((one) => one.statementId)).size < allocations.length) {
    return refuse('invalid-input', { errors: [{ pointer: '/allocations', code: 'repeated' }] });
  }
  const payment = await loadPaymentForUpdate(tx, context.reach, paymentId);
  const district = payment && (await findDistrict(tx, context.reach, payment.payeeId));
  if (!payment || !district) return refuse('not-found');
  const parts: Part[] = [];
  for (const { statementId, amountFen } of allocations.toSorted((a, b) => (a.statementId < b.statementId ? -1 : 1))) {
    const statement = await loadStatementForUpdate(tx, context.reach, statementId);
    if (!statement || statement.payeeId !== payment.payeeId) return refuse('not-found');
    parts.push({ payment, statement, amountFen });
  }
  const refused = judgeAllocation(
    payment,
    parts.map(({ statement, amountFen }) => ({ statement: payableOf(statement), amountFen })),
  );
  if (refused) return explain(refused);
  const given = await giveToStatements(tx, context, payment.payeeId, localDay(district.zone, context.now), parts, []);
  return given.ok ? done({ paymentId }) : given;
}

/** What goes from one payment to one statement; both are locked. */
export interface Part {
  payment: Pick<StoredPayment, 'id' | 'accountOwnerId'>;
  statement: StoredStatement;
  amountFen: number;
}

/**
 * Writes parts that were judged: allocations, what the statements are settled by, and the transfers, together with `before`,
 * in one go of the ledger, so that its accounts are locked in one order. Each statement occurs once.
 */
export async function giveToStatements(
  tx: Tx,
  context: CommandContext,
  payeeId: string,
  day: Day,
  parts: readonly Part[],
  before: readonly TransferOrder[],
): Promise<Outcome<unknown>> {
  const rows: NewAllocation[] = parts.map(({ payment, statement, amountFen }) => ({
    id: newId(),
    paymentId: payment.id,
    statementId: statement.id,
    amountFen,
  }));
  if (rows.length > 0) {
    const organisationIds = new Map(parts.map(({ payment, statement }) => [payment.id, statement.organisationId]));
    await insertAllocations(tx, payeeId, rows, {
      userId: context.reach.userId ?? null,
      now: context.now,
      organisationIds,
    });
  }
  for (const { statement, amountFen } of parts) {
    const settled = { ...statement, paidFen: statement.paidFen + amountFen };
    await saveSettlement(tx, statement, { ...settled, status: settledStatus(settled) }, context.now);
  }
  const orders = parts.map(({ payment, statement, amountFen }, i): TransferOrder => {
    return {
      debit: { kind: 'unallocated', ownerId: payment.accountOwnerId },
      credit: { kind: 'receivable', ownerId: statement.organisationId },
      amount: amountFen,
      kind: 'allocation',
      reference: rows[i]?.id ?? '',
      day,
    };
  });
  return transferAll(tx, context, payeeId, [...before, ...orders]);
}

export function payableOf(statement: StoredStatement) {
  const { id: statementId, organisationId, status } = statement;
  return { statementId, organisationId, status, outstandingFen: outstandingFen(statement) };
}

function explain({ code, ...details }: AllocationRefusal): Refusal {
  return refuse(code, { details });
}
