import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { holdPeriods } from '@guanyi/db/ledger/periods';
import type { BankImportCounts } from '@guanyi/db/payments/bank-imports';
import { listOpenStatements } from '@guanyi/db/payments/open-statements';
import { findPayersByName } from '@guanyi/db/payments/payers';
import { findKnownReceipts, insertPayments, type NewPayment } from '@guanyi/db/payments/payments';
import { loadStatementForUpdate } from '@guanyi/db/statements/statements';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { periodOfDay } from '@guanyi/domain/ledger/period';
import { judgeAllocation } from '@guanyi/domain/payments/allocation';
import type { Receipt } from '@guanyi/domain/payments/bank-row';
import { certainMatch } from '@guanyi/domain/payments/match';
import { payerKey } from '@guanyi/domain/payments/payer';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { giveToStatements, type Part, payableOf } from './allocate-payment.ts';
import { receiptOrders } from './record-payment.ts';

interface Receipts {
  payeeId: string;
  importId: string;
  receipts: readonly Receipt[];
}

/**
 * Enters receipts of a bank's file for one district, and gives those whose number and amount agree with a statement to it. A
 * receipt that is on record is passed over, so handing a file in again, whole or cut, changes nothing; one of a closed month
 * is rejected by itself.
 */
export async function applyReceipts(
  tx: Tx,
  context: CommandContext,
  { payeeId, importId, receipts }: Receipts,
): Promise<Outcome<BankImportCounts>> {
  const district = await findDistrict(tx, { ...context.reach, all: true }, payeeId);
  if (!district) throw new Error(`The district ${payeeId} of an import is gone.`);
  const today = localDay(district.zone, context.now);
  const rows = await rowsOf(tx, payeeId, importId, receipts);
  const months = [...new Set([...rows.map((row) => periodOfDay(row.receivedOn)), periodOfDay(today)])];
  const closed = new Set(await holdPeriods(tx, payeeId, months, context.now));
  const isClosed = (row: NewPayment) => closed.has(periodOfDay(row.receivedOn));
  const by = { userId: context.reach.userId ?? null, now: context.now };
  const open = rows.filter((row) => !isClosed(row));
  const written = await insertPayments(tx, open, by);
  const known = await findKnownReceipts(tx, payeeId, rows.filter(isClosed));
  const late = rows.filter((row) => isClosed(row) && !known.has(`${row.payerKey} ${row.reference}`));
  const fresh = open.filter((row) => written.has(row.id));
  const parts = closed.has(periodOfDay(today)) ? [] : await certainParts(tx, context, payeeId, fresh);
  const given = await giveToStatements(tx, context, payeeId, today, parts, receiptOrders(fresh));
  if (!given.ok) return given;
  const matched = new Set(parts.map(({ payment }) => payment.id)).size;
  return done({
    matched,
    unmatched: fresh.length - matched,
    duplicates: rows.length - fresh.length - late.length,
    rejected: late.map((row) => ({ line: row.line ?? 0, code: 'period-closed', value: row.receivedOn })),
  });
}

async function rowsOf(tx: Tx, payeeId: string, importId: string, receipts: readonly Receipt[]): Promise<NewPayment[]> {
  const payers = await findPayersByName(tx, [...new Set(receipts.map((receipt) => receipt.payer))]);
  const byName = new Map<string, string | null>();
  // A name that two organisations bear says nothing about whose money it is.
  for (const { nameZh, id } of payers) byName.set(nameZh, byName.has(nameZh) ? null : id);
  return receipts.map((receipt) => ({
    ...receipt,
    id: newId(),
    payeeId,
    organisationId: byName.get(receipt.payer) ?? null,
    payerKey: payerKey(receipt.payer),
    method: 'bankTransfer',
    importId,
  }));
}

/** What needs no person, its statements locked and looked at again. Of two receipts for one statement the first has it. */
async function certainParts(
  tx: Tx,
  context: CommandContext,
  payeeId: string,
  fresh: readonly NewPayment[],
): Promise<Part[]> {
  let open = fresh.length === 0 ? [] : await listOpenStatements(tx, payeeId);
  const wanted: { row: NewPayment; statementId: string; amountFen: number }[] = [];
  for (const row of fresh) {
    // Whose money it seems to be is no hindrance: a group may pay for its members.
    const match = certainMatch({ ...row, organisationId: null }, open);
    if (!match) continue;
    const taken = new Set(match.allocations.map((one) => one.statementId));
    open = open.filter((statement) => !taken.has(statement.statementId));
    wanted.push(...match.allocations.map((one) => ({ ...one, row })));
  }
  const parts: Part[] = [];
  for (const { row, statementId, amountFen } of wanted.toSorted((a, b) => (a.statementId < b.statementId ? -1 : 1))) {
    const statement = await loadStatementForUpdate(tx, { ...context.reach, all: true }, statementId);
    const payment = { ...row, allocatedFen: 0, refundedFen: 0, organisationId: null };
    const isFit = statement && !judgeAllocation(payment, [{ statement: payableOf(statement), amountFen }]);
    if (isFit)
      parts.push({ payment: { id: row.id, accountOwnerId: row.organisationId ?? payeeId }, statement, amountFen });
  }
  return parts;
}
