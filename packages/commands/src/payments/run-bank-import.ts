import { finishImport } from '@guanyi/db/catalogue/imports';
import type { Database, Tx } from '@guanyi/db/client';
import {
  type BankImportCheckpoint,
  type BankImportCounts,
  findRunningBankImport,
  loadBankImportForUpdate,
  saveBankImport,
} from '@guanyi/db/payments/bank-imports';
import type { BankFile } from '@guanyi/domain/payments/bank-file';
import { type CommandContext, done, type Outcome, systemContext } from '../context.ts';
import { execute } from '../execute.ts';
import { applyReceipts } from './apply-receipts.ts';
import { bankReport } from './import-bank-receipts.ts';
import { readBankBytes } from './read-bank-bytes.ts';

/** Receipts of one transaction: a killed worker loses little, and closing a month does not wait long. */
const batchSize = 250;

/** Enters a big file of receipts, batch by batch. Harmless to repeat and to break off: a batch and how far it came are one transaction. */
export async function runBankImport(database: Database, now: () => number, operationId: string): Promise<void> {
  const running = await findRunningBankImport(database, operationId);
  if (!running) return;
  const read = readBankBytes(running.bytes);
  if (!read.ok) throw new Error(`Import ${operationId} was taken in and cannot be read any more: ${read.code}.`);
  const { file, encoding } = read;
  const work = { operationId, payeeId: running.input.districtId, file, encoding };
  for (;;) {
    const context = systemContext(now());
    const outcome = await execute(
      database,
      { ...context, reach: { ...context.reach, userId: running.userId } },
      importBatch,
      work,
    );
    if (!outcome.ok) throw new Error(`Import ${operationId} was refused: ${outcome.code}.`);
    if (outcome.value.isFinished) return;
  }
}

interface Work {
  operationId: string;
  payeeId: string;
  file: BankFile;
  encoding: string;
}

async function importBatch(
  tx: Tx,
  context: CommandContext,
  { operationId, payeeId, file, encoding }: Work,
): Promise<Outcome<{ isFinished: boolean }>> {
  const checkpoint = await loadBankImportForUpdate(tx, operationId);
  if (!checkpoint) return done({ isFinished: true });
  const receipts = file.receipts.slice(checkpoint.next, checkpoint.next + batchSize);
  const applied = await applyReceipts(tx, context, { payeeId, importId: operationId, receipts });
  if (!applied.ok) return applied;
  const next = { ...add(checkpoint, applied.value), next: checkpoint.next + receipts.length };
  const isFinished = next.next >= file.receipts.length;
  if (isFinished) {
    const { next: _, ...counts } = next;
    await finishImport(tx, operationId, { result: bankReport(counts, file, encoding) }, context.now);
  } else {
    const progressPermille = Math.floor((next.next * 1_000) / file.receipts.length);
    await saveBankImport(tx, operationId, next, progressPermille, context.now);
  }
  return done({ isFinished });
}

function add(checkpoint: BankImportCheckpoint, counts: BankImportCounts): BankImportCounts {
  return {
    matched: checkpoint.matched + counts.matched,
    unmatched: checkpoint.unmatched + counts.unmatched,
    duplicates: checkpoint.duplicates + counts.duplicates,
    rejected: [...checkpoint.rejected, ...counts.rejected],
  };
}
