import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { append } from '@guanyi/db/outbox';
import { type CreditNote, findCreditableLines, insertCreditNote } from '@guanyi/db/statements/credit-notes';
import { takeNumbers } from '@guanyi/db/statements/run';
import { loadStatementForUpdate, saveSettlement } from '@guanyi/db/statements/statements';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { creditOf } from '@guanyi/domain/statements/credit';
import { collectsForTreasury, numberHead, settledStatus } from '@guanyi/domain/statements/statement';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { transferAll } from '../ledger/transfer.ts';
import { owedTransfers } from './owed-transfers.ts';

export interface CreditRequest {
  statementId: string;
  /** Amounts in fen before tax, above zero; a charge at most once. */
  lines: readonly { chargeId: string; amountFen: number }[];
  reason: string;
}

/**
 * Takes back part of an issued statement, charge by charge, never more than is left of a charge after adjustments and earlier notes.
 * The statement itself stays as it is; less is owed, and the books say so today. Refused with `state-conflict` for a statement that is
 * not issued, `credit-out-of-range` for too much, `period-closed` for a closed month.
 */
export async function createCreditNote(
  tx: Tx,
  context: CommandContext,
  input: CreditRequest,
): Promise<Outcome<CreditNote>> {
  const statement = await loadStatementForUpdate(tx, context.reach, input.statementId);
  const district = statement && (await findDistrict(tx, context.reach, statement.payeeId));
  if (!statement || !district) return refuse('not-found');
  if (statement.issuedAt === null) return refuse('state-conflict', { details: { currentStatus: statement.status } });
  const credited = await creditLines(tx, statement, input.lines);
  if (!credited.ok) return credited;
  const lines = credited.value;
  const subtotalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const taxFen = lines.reduce((sum, line) => sum + line.taxFen, 0);
  const day = localDay(district.zone, context.now);
  const year = Number(day.slice(0, 4));
  const id = newId();
  const moved = await transferAll(
    tx,
    context,
    statement.payeeId,
    owedTransfers(statement, {
      kinds: ['creditNoteIncome', 'creditNoteTax'],
      reference: id,
      day,
      isTreasury: collectsForTreasury(district),
      subtotalFen: -subtotalFen,
      taxFen: -taxFen,
    }),
  );
  if (!moved.ok) return moved;
  const sequence = (await takeNumbers(tx, { payeeId: district.id, series: 'creditNote', year }, 1)) + 1;
  const note = {
    id,
    payeeId: district.id,
    statementId: statement.id,
    organisationId: statement.organisationId,
    number: `${numberHead(district.slug, 'creditNote', year)}${String(sequence).padStart(6, '0')}`,
    reason: input.reason,
    lines,
    subtotalFen,
    taxFen,
    totalFen: subtotalFen + taxFen,
    createdAt: context.now,
  };
  await insertCreditNote(tx, { ...note, year, sequence, createdBy: context.reach.userId ?? null });
  const settled = { ...statement, creditedFen: statement.creditedFen + note.totalFen };
  await saveSettlement(tx, statement, { ...settled, status: settledStatus(settled) }, context.now);
  await append(tx, {
    name: 'creditNote.created',
    labId: null,
    aggregateId: statement.id,
    payload: { payeeId: district.id, statementId: statement.id, creditNoteId: id },
    occurredAt: context.now,
  });
  return done({ ...note, version: 1, updatedAt: context.now });
}

async function creditLines(
  tx: Tx,
  statement: { payeeId: string; id: string },
  wanted: CreditRequest['lines'],
): Promise<Outcome<{ chargeId: string; amountFen: number; taxFen: number }[]>> {
  const chargeIds = wanted.map((line) => line.chargeId);
  if (new Set(chargeIds).size < chargeIds.length)
    return refuse('credit-out-of-range', { errors: [{ pointer: '/lines', code: 'repeated' }] });
  const known = new Map((await findCreditableLines(tx, statement, chargeIds)).map((line) => [line.chargeId, line]));
  const lines: { chargeId: string; amountFen: number; taxFen: number }[] = [];
  for (const [index, { chargeId, amountFen }] of wanted.entries()) {
    const charge = known.get(chargeId);
    if (!charge) return refuse('not-found');
    const credit = creditOf(charge, amountFen);
    if (!credit.ok)
      return refuse(credit.code, { errors: [{ pointer: `/lines/${index}/amountFen`, code: credit.code }] });
    lines.push({ chargeId, amountFen: credit.amountFen, taxFen: credit.taxFen });
  }
  return done(lines);
}
