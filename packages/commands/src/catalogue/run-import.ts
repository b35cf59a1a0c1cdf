import {
  findRunningImport,
  finishImport,
  type ImportCheckpoint,
  loadImportForUpdate,
  type RejectedRow,
  saveImportProgress,
} from '@guanyi/db/catalogue/imports';
import { classKey, loadClasses } from '@guanyi/db/catalogue/vocabulary-queries';
import type { Connection, Database, Tx } from '@guanyi/db/client';
import type { RowFault } from '@guanyi/domain/catalogue/import-row';
import { type CommandContext, done, type Outcome, systemContext } from '../context.ts';
import { execute } from '../execute.ts';
import { applyRows } from './apply-rows.ts';
import { type RegisterFile, readRegister, type UnreadableFile } from './read-register.ts';

/** Rows written in one transaction: short enough that a killed worker loses little. */
export const batchSize = 250;
/** A report beyond this many refused rows helps nobody, and it is written with every batch; the rest is counted. */
export const reportLimit = 5_000;
const valueLimit = 200;

/**
 * Applies an uploaded register to its lab, batch by batch. Harmless to repeat and to break off: a batch and the note of how
 * far the import has come are one transaction. What cannot be read at all ends in a report and changes nothing.
 */
export async function runImport(database: Database, now: () => number, operationId: string): Promise<void> {
  const running = await findRunningImport(database, operationId, 'instrumentImport');
  if (!running) return;
  const { input, bytes } = running;
  if (!input.format) throw new Error(`Import ${operationId} says nothing of its format.`);
  const file = await readRegister(bytes, input.format, await registerContext(database, input.labId));
  for (;;) {
    const outcome = await execute(database, systemContext(now()), importBatch, { operationId, file });
    if (!outcome.ok) throw new Error(`Import ${operationId} was refused: ${outcome.code}.`);
    if (outcome.value.isFinished) return;
  }
}

async function registerContext(connection: Connection, labId: string) {
  const classes = await loadClasses(connection);
  return { labId, isClassCode: (scheme: string, code: string) => classes.has(classKey(scheme, code)) };
}

/** Does the next rows of an import, or ends it. */
export async function importBatch(
  tx: Tx,
  context: CommandContext,
  { operationId, file }: { operationId: string; file: RegisterFile },
): Promise<Outcome<{ isFinished: boolean }>> {
  const running = await loadImportForUpdate(tx, operationId);
  if (!running) return done({ isFinished: true });
  const { input, checkpoint } = running;
  if (!file.ok) {
    const result = { ...reportOf(emptyCheckpoint(file)), encoding: null, ignoredColumns: [], dryRun: input.dryRun };
    await finishImport(tx, operationId, { result, problem: { code: file.code, status: 422 } }, context.now);
    return done({ isFinished: true });
  }
  const { rows, ignoredColumns } = file.register;
  const batch = rows.slice(checkpoint.next, checkpoint.next + batchSize);
  const counted = await applyRows(tx, context, { labId: input.labId, dryRun: input.dryRun, rows: batch });
  const refused = counted.rejected.toSorted((a, b) => a.line - b.line);
  const next: ImportCheckpoint = {
    next: checkpoint.next + batch.length,
    created: checkpoint.created + counted.created,
    updated: checkpoint.updated + counted.updated,
    unchanged: checkpoint.unchanged + counted.unchanged,
    rejected: [...checkpoint.rejected, ...refused.map(reported)].slice(0, reportLimit),
    rejectedCount: checkpoint.rejectedCount + refused.length,
  };
  const isFinished = next.next >= rows.length;
  if (isFinished) {
    const result = { ...reportOf(next), encoding: file.encoding, ignoredColumns, dryRun: input.dryRun };
    await finishImport(tx, operationId, { result }, context.now);
  } else {
    const progressPermille = Math.floor((next.next * 1_000) / rows.length);
    await saveImportProgress(tx, operationId, next, progressPermille, context.now);
  }
  return done({ isFinished });
}

function reportOf({ next: _, ...report }: ImportCheckpoint) {
  return report;
}

function emptyCheckpoint(file: UnreadableFile): ImportCheckpoint {
  const rejected: RejectedRow = { line: file.line, column: file.column, code: file.code, value: null };
  return { next: 0, created: 0, updated: 0, unchanged: 0, rejected: [rejected], rejectedCount: 1 };
}

/** One entry a row, so that the counts of a report add up to the rows of the file. */
export function reported({ line, faults }: { line: number; faults: readonly RowFault[] }): RejectedRow {
  const [first, ...more] = faults.map(shortened);
  return {
    line,
    ...(first ?? { column: null, code: 'unknown-value', value: null }),
    ...(more.length > 0 ? { more } : {}),
  };
}

function shortened(fault: RowFault): RowFault {
  return { ...fault, value: fault.value === null ? null : fault.value.slice(0, valueLimit) };
}
