import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { holdPeriods } from '@guanyi/db/ledger/periods';
import { loadStatementForUpdate, saveReferences } from '@guanyi/db/statements/statements';
import { periodOf } from '@guanyi/domain/ledger/period';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import type { StatementTransition } from './issue-statement.ts';

/** The numbers of a statement at the tax office and at the treasury; null takes one away, undefined leaves it. */
export interface StatementReferences extends StatementTransition {
  taxInvoiceRef?: string | null | undefined;
  remittanceRef?: string | null | undefined;
}

/**
 * Notes the numbers that an issued statement was given elsewhere, which are often known only days later. Amounts, charges and names
 * stay as they were issued. Refused with `state-conflict` for a draft or a void one, and with `period-closed` once the month is
 * closed in which the statement was issued.
 */
export async function updateStatement(
  tx: Tx,
  context: CommandContext,
  input: StatementReferences,
): Promise<Outcome<{ statementId: string }>> {
  const statement = await loadStatementForUpdate(tx, context.reach, input.statementId);
  const district = statement && (await findDistrict(tx, context.reach, statement.payeeId));
  if (!statement || !district) return refuse('not-found');
  if (input.ifMatch !== undefined && input.ifMatch !== statement.version)
    return refuse('version-mismatch', { details: { version: statement.version } });
  if (statement.issuedAt === null) return refuse('state-conflict', { details: { currentStatus: statement.status } });
  const period = periodOf(district.zone, statement.issuedAt);
  const closed = await holdPeriods(tx, district.id, [period], context.now);
  if (closed.length > 0) return refuse('period-closed', { details: { period } });
  const { taxInvoiceRef = statement.taxInvoiceRef, remittanceRef = statement.remittanceRef } = input;
  await saveReferences(tx, { ...statement, taxInvoiceRef, remittanceRef }, context.now);
  return done({ statementId: statement.id });
}
