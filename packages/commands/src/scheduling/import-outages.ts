import { createHash } from 'node:crypto';
import {
  finishImport,
  type ImportCheckpoint,
  loadImportForUpdate,
  saveImportProgress,
} from '@guanyi/db/catalogue/imports';
import { findLabCopies } from '@guanyi/db/catalogue/instruments';
import type { Database, Tx } from '@guanyi/db/client';
import { insertFile } from '@guanyi/db/files';
import { append } from '@guanyi/db/outbox';
import {
  findRunningOutageImport,
  insertOutageImport,
  type OutageImportInput,
} from '@guanyi/db/scheduling/outage-imports';
import { type OutageList, readOutages } from '@guanyi/domain/scheduling/outage-row';
import { newId } from '@guanyi/platform/ids';
import { readTable, type UnreadableFile } from '../catalogue/read-register.ts';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { execute } from '../execute.ts';
import { applyOutages } from './apply-outages.ts';

export interface OutageImport {
  labId: string;
  dryRun: boolean;
  file: { name: string; bytes: Buffer };
}

/** Takes a list of outages in. It is read and applied afterwards, by the worker; the operation tells how far it has come. */
export async function requestOutageImport(
  tx: Tx,
  context: CommandContext,
  { labId, dryRun, file }: OutageImport,
): Promise<Outcome<{ operationId: string }>> {
  const { userId } = context.reach;
  const lab = await findLabCopies(tx, context.reach, labId);
  if (!lab || userId === undefined) return refuse('not-found');
  const [fileId, operationId] = [newId(), newId()];
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const stored = { id: fileId, userId, organisationId: lab.districtId, name: file.name, sha256, bytes: file.bytes };
  await insertFile(tx, { ...stored, mediaType: 'application/octet-stream' }, context.now);
  const input = { fileId, fileName: file.name, labId, dryRun };
  await insertOutageImport(tx, { id: operationId, userId, input, now: context.now });
  const payload = { operationId };
  await append(tx, {
    name: 'outageImport.requested',
    labId,
    aggregateId: operationId,
    payload,
    occurredAt: context.now,
  });
  return done({ operationId });
}

/** Outages of one transaction: each may displace many, and a killed worker loses little. */
const batchSize = 50;
/** A report beyond this many refused rows helps nobody. */
const reportLimit = 5_000;
const valueLimit = 200;

type OutageFile = { list: OutageList; encoding: string } | UnreadableFile;

/**
 * Applies a list of outages, batch by batch. Harmless to repeat and to break off: a batch and how far the import has come are
 * one transaction, and a line makes one outage ever, by a unique row. What cannot be read at all changes nothing.
 */
export async function runOutageImport(database: Database, now: () => number, operationId: string): Promise<void> {
  const running = await findRunningOutageImport(database, operationId);
  if (!running) return;
  const file = await readFile(running.bytes);
  for (;;) {
    const context = systemContext(now());
    const byUser = { ...context, reach: { ...context.reach, userId: running.userId } };
    const outcome = await execute(database, byUser, importOutages, { operationId, file, input: running.input });
    if (!outcome.ok) throw new Error(`Import ${operationId} was refused: ${outcome.code}.`);
    if (outcome.value.isFinished) return;
  }
}

async function readFile(bytes: Buffer): Promise<OutageFile> {
  const read = await readTable(bytes);
  if (!read.ok) return read;
  const list = readOutages(read.table);
  return list.ok ? { list, encoding: read.encoding } : { ...list, line: 1 };
}

/** Does the next rows of an import, or ends it. */
async function importOutages(
  tx: Tx,
  context: CommandContext,
  { operationId, file, input }: { operationId: string; file: OutageFile; input: OutageImportInput },
): Promise<Outcome<{ isFinished: boolean }>> {
  const running = await loadImportForUpdate(tx, operationId);
  if (!running) return done({ isFinished: true });
  const { dryRun, labId } = input;
  if (!('list' in file)) {
    const { line, column, code } = file;
    const result = {
      created: 0,
      unchanged: 0,
      rejected: [{ line, column, code, value: null }],
      rejectedCount: 1,
      dryRun,
    };
    await finishImport(tx, operationId, { result, problem: { code, status: 422 } }, context.now);
    return done({ isFinished: true });
  }
  const { rows, ignoredColumns } = file.list;
  const { checkpoint } = running;
  const batch = rows.slice(checkpoint.next, checkpoint.next + batchSize);
  const applied = await applyOutages(tx, context, { labId, dryRun, rows: batch });
  const next: ImportCheckpoint = {
    ...{ next: checkpoint.next + batch.length, updated: checkpoint.updated + applied.conflicts },
    ...{ created: checkpoint.created + applied.created, unchanged: checkpoint.unchanged + applied.unchanged },
    rejected: [...checkpoint.rejected, ...applied.rejected.map(reported)].slice(0, reportLimit),
    rejectedCount: checkpoint.rejectedCount + applied.rejected.length,
  };
  const isFinished = next.next >= rows.length;
  if (isFinished) {
    const { next: _, updated: conflicts, ...counts } = next;
    const result = { ...counts, conflicts, encoding: file.encoding, ignoredColumns, dryRun };
    await finishImport(tx, operationId, { result }, context.now);
  } else {
    const progressPermille = Math.floor((next.next * 1_000) / rows.length);
    await saveImportProgress(tx, operationId, next, progressPermille, context.now);
  }
  return done({ isFinished });
}

/** One entry a row, so that the counts of a report add up to the rows of the file. */
function reported({ line, faults }: { line: number; faults: ImportCheckpoint['rejected'][number]['more'] }) {
  const [first, ...more] = (faults ?? []).map((fault) => ({
    ...fault,
    value: fault.value?.slice(0, valueLimit) ?? null,
  }));
  const main = first ?? { column: null, code: 'unknown-value', value: null };
  return { line, ...main, ...(more.length > 0 ? { more } : {}) };
}
