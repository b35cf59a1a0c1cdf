import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { readFrozenFacts } from '@guanyi/db/statements/print';
import { loadStatementForUpdate, markIssued, markVoid } from '@guanyi/db/statements/statements';
import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { canBecome, PAYMENT_DAYS, settledStatus } from '@guanyi/domain/statements/statement';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { transferAll } from '../ledger/transfer.ts';
import { releaseVoucher } from '../vouchers/release-voucher.ts';
import { owedTransfers } from './owed-transfers.ts';

export interface StatementTransition {
  statementId: string;
  ifMatch?: number | undefined;
}

/**
 * Issues a draft: the customer owes it from now on, names and tax by category are frozen, and the books say so on the local day of issue.
 * Refused with `state-conflict` when it is no draft any more, and with `period-closed` when the month of the day is closed.
 */
export async function issueStatement(
  tx: Tx,
  context: CommandContext,
  input: StatementTransition & { taxInvoiceRef?: string | undefined; remittanceRef?: string | undefined },
): Promise<Outcome<{ statementId: string }>> {
  const statement = await loadStatementForUpdate(tx, context.reach, input.statementId);
  if (!statement) return refuse('not-found');
  if (input.ifMatch !== undefined && input.ifMatch !== statement.version)
    return refuse('version-mismatch', { details: { version: statement.version } });
  const status = settledStatus(statement);
  if (!canBecome(statement.status, 'issued'))
    return refuse('state-conflict', { details: { currentStatus: statement.status } });
  const frozen = await readFrozenFacts(tx, statement);
  const day = localDay(frozen.zone, context.now);
  const moved = await transferAll(
    tx,
    context,
    statement.payeeId,
    owedTransfers(statement, {
      kinds: ['statementIncome', 'statementTax'],
      reference: statement.id,
      day,
      isTreasury: frozen.isTreasury,
      subtotalFen: statement.subtotalFen,
      taxFen: statement.taxFen,
    }),
  );
  if (!moved.ok) return moved;
  await markIssued(
    tx,
    statement,
    {
      status,
      issuedBy: context.reach.userId ?? null,
      dueOn: addDays(day, PAYMENT_DAYS),
      taxInvoiceRef: input.taxInvoiceRef ?? null,
      remittanceRef: input.remittanceRef ?? null,
      frozen,
    },
    context.now,
  );
  await append(tx, {
    name: 'statement.issued',
    labId: null,
    aggregateId: statement.id,
    payload: { payeeId: statement.payeeId, statementId: statement.id },
    occurredAt: context.now,
  });
  return done({ statementId: statement.id });
}

/**
 * Calls a draft off: its number stays with it, its charges may be stated again, and a voucher that was to pay it gets that back.
 * Refused with `state-conflict` once it is issued, and with `period-closed` when a voucher's movement cannot be reversed today.
 */
export async function voidStatement(
  tx: Tx,
  context: CommandContext,
  input: StatementTransition & { reason: string },
): Promise<Outcome<{ statementId: string }>> {
  const statement = await loadStatementForUpdate(tx, context.reach, input.statementId);
  if (!statement) return refuse('not-found');
  if (input.ifMatch !== undefined && input.ifMatch !== statement.version)
    return refuse('version-mismatch', { details: { version: statement.version } });
  if (!canBecome(statement.status, 'void'))
    return refuse('state-conflict', { details: { currentStatus: statement.status } });
  const refusal = await releaseVoucher(tx, context, statement);
  if (refusal) return refusal;
  await markVoid(tx, statement, input.reason, context.now);
  return done({ statementId: statement.id });
}
