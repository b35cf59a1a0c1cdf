import { createHash } from 'node:crypto';
import type { Tx } from '@guanyi/db/client';
import { insertFile } from '@guanyi/db/files';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { append } from '@guanyi/db/outbox';
import { type BankImportCounts, insertBankImport } from '@guanyi/db/payments/bank-imports';
import type { BankFile } from '@guanyi/domain/payments/bank-file';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { applyReceipts } from './apply-receipts.ts';
import { readBankBytes } from './read-bank-bytes.ts';

/** A month of a district fits in; more is left to the worker. */
const atOnce = 1_000;

export interface BankImportRequest {
  /** The caller's own district when left out. */
  districtId?: string | undefined;
  file: { name: string; bytes: Buffer };
}

/**
 * Takes a bank's export in. One of ordinary size is entered at once, in this transaction, and its operation is done when the
 * answer goes out; a big one is entered by the worker, batch by batch. A file whose columns say nothing is refused.
 */
export async function importBankReceipts(
  tx: Tx,
  context: CommandContext,
  { districtId, file }: BankImportRequest,
): Promise<Outcome<{ operationId: string }>> {
  const payeeId = districtId ?? context.reach.districtIds[0];
  const { userId } = context.reach;
  const district = payeeId === undefined ? undefined : await findDistrict(tx, context.reach, payeeId);
  if (!district || userId === undefined) return refuse('not-found');
  const read = readBankBytes(file.bytes);
  if (!read.ok) return refuse('unreadable-file', { errors: [{ pointer: '/file', code: read.code }] });
  const operation = { id: newId(), userId, now: context.now };
  const input = { fileId: null, fileName: file.name, districtId: district.id };
  if (read.file.receipts.length > atOnce) return leaveToWorker(tx, context, operation, { ...input, bytes: file.bytes });
  const applied = await applyReceipts(tx, context, {
    payeeId: district.id,
    importId: operation.id,
    receipts: read.file.receipts,
  });
  if (!applied.ok) return applied;
  const result = bankReport(applied.value, read.file, read.encoding);
  await insertBankImport(tx, { ...operation, input, result });
  return done({ operationId: operation.id });
}

async function leaveToWorker(
  tx: Tx,
  context: CommandContext,
  operation: { id: string; userId: string; now: number },
  { bytes, ...input }: { fileName: string; districtId: string; bytes: Buffer },
): Promise<Outcome<{ operationId: string }>> {
  const fileId = newId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { userId, now } = operation;
  const facts = { id: fileId, userId, organisationId: input.districtId, name: input.fileName, sha256, bytes };
  await insertFile(tx, { ...facts, mediaType: 'application/octet-stream' }, now);
  await insertBankImport(tx, { ...operation, input: { ...input, fileId }, result: null });
  await append(tx, {
    name: 'bankImport.requested',
    labId: null,
    aggregateId: operation.id,
    payload: { operationId: operation.id },
    occurredAt: context.now,
  });
  return done({ operationId: operation.id });
}

/** A report beyond this many rejected rows helps nobody. */
const reportLimit = 1_000;

/** What the person who handed the file in is told. */
export function bankReport(counts: BankImportCounts, file: BankFile, encoding: string): object {
  const rejected = [...file.rejected, ...counts.rejected].toSorted((a, b) => a.line - b.line);
  return {
    ...counts,
    rejected: rejected.slice(0, reportLimit),
    rejectedCount: rejected.length,
    ignored: file.ignored,
    layout: file.layout,
    encoding,
  };
}
