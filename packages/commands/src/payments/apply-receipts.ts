import type { Tx } from '@guanyi/db/client';
import { holdPeriods } from '@guanyi/db/ledger/periods';
import type { BankImportCounts } from '@guanyi/db/payments/bank-imports';
import { findPayersByName } from '@guanyi/db/payments/payers';
import { findKnownReceipts, insertPayments, type NewPayment } from '@guanyi/db/payments/payments';
import { periodOfDay } from '@guanyi/domain/ledger/period';
import type { Receipt } from '@guanyi/domain/payments/bank-row';
import { payerKey } from '@guanyi/domain/payments/payer';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { bookReceipts } from './record-payment.ts';

/**
 * Enters receipts of a bank's file for one district. A receipt that is on record is passed over, so handing a file in again,
 * whole or cut, changes nothing; one of a closed month is rejected by itself.
 */
export async function applyReceipts(
  tx: Tx,
  context: CommandContext,
  { payeeId, importId, receipts }: { payeeId: string; importId: string; receipts: readonly Receipt[] },
): Promise<Outcome<BankImportCounts>> {
  const rows = await rowsOf(tx, payeeId, importId, receipts);
  const months = [...new Set(rows.map((row) => periodOfDay(row.receivedOn)))];
  const closed = new Set(await holdPeriods(tx, payeeId, months, context.now));
  const isClosed = (row: NewPayment) => closed.has(periodOfDay(row.receivedOn));
  const written = await insertPayments(
    tx,
    rows.filter((row) => !isClosed(row)),
    {
      userId: context.reach.userId ?? null,
      now: context.now,
    },
  );
  const known = await findKnownReceipts(tx, payeeId, rows.filter(isClosed));
  const late = rows.filter((row) => isClosed(row) && !known.has(`${row.payerKey} ${row.reference}`));
  const fresh = rows.filter((row) => written.has(row.id));
  const booked = await bookReceipts(tx, context, fresh);
  if (!booked.ok) return booked;
  return done({
    matched: 0,
    unmatched: fresh.length,
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
