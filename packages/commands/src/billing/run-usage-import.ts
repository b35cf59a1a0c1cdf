import { findImportTargets, findLabZone, type ImportTargets } from '@guanyi/db/billing/import-targets';
import {
  findRunningImport,
  finishImport,
  type ImportCheckpoint,
  loadImportForUpdate,
  type RejectedRow,
  saveImportProgress,
} from '@guanyi/db/catalogue/imports';
import type { Database, Tx } from '@guanyi/db/client';
import { type ReadUsage, type ReadUse, readUsage, type UsageDraft } from '@guanyi/domain/billing/import-usage';
import { readText } from '../catalogue/read-register.ts';
import { batchSize, reported, reportLimit } from '../catalogue/run-import.ts';
import { type CommandContext, done, type Outcome, systemContext } from '../context.ts';
import { execute } from '../execute.ts';
import { judgeUsage, recordUsage, type UsageEntry } from './record-usage.ts';

type UsageFile =
  | { ok: true; usage: ReadUsage; encoding: string }
  | { ok: false; line: number; column: string | null; code: string };

/**
 * Puts the uses of an uploaded file on record, batch by batch, each judged as if a keeper had entered it. Harmless to repeat and to break
 * off: a batch and the note of how far the import has come are one transaction, and what a source has told before stays as it is.
 */
export async function runUsageImport(database: Database, now: () => number, operationId: string): Promise<void> {
  const running = await findRunningImport(database, operationId, 'usageImport');
  if (!running) return;
  const { input, userId, bytes } = running;
  const file = readFile(bytes, await findLabZone(database, input.labId));
  for (;;) {
    const { reach, ...context } = systemContext(now());
    // It sees what a keeper of the lab sees, whoever handed the file in.
    const ofLab = { ...context, reach: { ...reach, all: false, userId, labIds: [input.labId] } };
    const outcome = await execute(database, ofLab, usageBatch, { operationId, file });
    if (!outcome.ok) throw new Error(`Import ${operationId} was refused: ${outcome.code}.`);
    if (outcome.value.isFinished) return;
  }
}

function readFile(bytes: Buffer, zone: string): UsageFile {
  const read = readText(bytes);
  if (!read.ok) return read;
  const usage = readUsage(read.table, zone);
  return usage.ok ? { ok: true, usage, encoding: read.encoding } : { ...usage, line: 1 };
}

async function usageBatch(
  tx: Tx,
  context: CommandContext,
  { operationId, file }: { operationId: string; file: UsageFile },
): Promise<Outcome<{ isFinished: boolean }>> {
  const running = await loadImportForUpdate(tx, operationId);
  if (!running) return done({ isFinished: true });
  const { input, checkpoint } = running;
  if (!file.ok) {
    const { code, line, column } = file;
    const rejected = [{ line, column, code, value: null }];
    const result = { ...reportOf({ ...checkpoint, rejected, rejectedCount: 1 }), encoding: null, ignoredColumns: [] };
    const end = { result: { ...result, dryRun: input.dryRun }, problem: { code, status: 422 } };
    await finishImport(tx, operationId, end, context.now);
    return done({ isFinished: true });
  }
  const { rows, ignoredColumns } = file.usage;
  const batch = rows.slice(checkpoint.next, checkpoint.next + batchSize);
  const next = await applyBatch(tx, context, { labId: input.labId, dryRun: input.dryRun, batch, file, checkpoint });
  const isFinished = next.next >= rows.length;
  if (isFinished) {
    const result = { ...reportOf(next), encoding: file.encoding, ignoredColumns, dryRun: input.dryRun };
    await finishImport(tx, operationId, { result }, context.now);
  } else {
    await saveImportProgress(tx, operationId, next, Math.floor((next.next * 1_000) / rows.length), context.now);
  }
  return done({ isFinished });
}

/** Uses are made or there already; nothing of a use is ever updated by a file. */
function reportOf({ next: _, updated: __, ...report }: ImportCheckpoint) {
  return report;
}

async function applyBatch(
  tx: Tx,
  context: CommandContext,
  work: {
    labId: string;
    dryRun: boolean;
    batch: readonly ReadUse[];
    file: Extract<UsageFile, { ok: true }>;
    checkpoint: ImportCheckpoint;
  },
): Promise<ImportCheckpoint> {
  const { labId, dryRun, batch, file, checkpoint } = work;
  const targets = await findTargets(tx, labId, batch);
  const rejected: RejectedRow[] = [];
  let [created, unchanged] = [0, 0];
  for (const row of batch) {
    if (!row.ok) {
      rejected.push(reported(row));
      continue;
    }
    const entry = entryOf(row.draft, targets, file.usage);
    if ('code' in entry) {
      rejected.push(entry);
      continue;
    }
    const outcome = dryRun ? await judgeUsage(tx, context, entry) : await recordUsage(tx, context, entry);
    if (!outcome.ok) {
      rejected.push({ line: row.draft.line, column: null, code: outcome.code, value: row.draft.sourceId });
      continue;
    }
    const isNew = 'isNew' in outcome.value ? outcome.value.isNew : outcome.value.told !== undefined;
    if (isNew) created += 1;
    else unchanged += 1;
  }
  return {
    next: checkpoint.next + batch.length,
    created: checkpoint.created + created,
    updated: 0,
    unchanged: checkpoint.unchanged + unchanged,
    rejected: [...checkpoint.rejected, ...rejected].slice(0, reportLimit),
    rejectedCount: checkpoint.rejectedCount + rejected.length,
  };
}

function findTargets(tx: Tx, labId: string, batch: readonly ReadUse[]): Promise<ImportTargets> {
  const drafts = batch.flatMap((row) => (row.ok ? [row.draft] : []));
  const named = (name: 'bookingNumber' | 'assetNumber' | 'customerCode') => [
    ...new Set(drafts.flatMap((draft) => draft[name] ?? [])),
  ];
  return findImportTargets(tx, labId, {
    bookingNumbers: named('bookingNumber'),
    assetNumbers: named('assetNumber'),
    customerCodes: named('customerCode'),
  });
}

/** A row as the entry of a keeper; one that names what the lab does not have is refused by that name. */
function entryOf(draft: UsageDraft, targets: ImportTargets, { headingOf }: ReadUsage): UsageEntry | RejectedRow {
  const { line, bookingNumber, assetNumber, customerCode } = draft;
  const wanted = [
    ['bookingNumber', bookingNumber, targets.bookings, 'unknown-booking'],
    ['assetNumber', assetNumber, targets.instruments, 'unknown-instrument'],
    ['customerCode', customerCode, targets.customers, 'unknown-customer'],
  ] as const;
  for (const [column, value, known, code] of wanted) {
    if (value !== null && !known.has(value)) return { line, column: headingOf(column), code, value };
  }
  const idOf = (name: string | null, known: ReadonlyMap<string, string>) =>
    name === null ? undefined : known.get(name);
  return {
    bookingId: idOf(bookingNumber, targets.bookings),
    instrumentId: idOf(assetNumber, targets.instruments),
    organisationId: idOf(customerCode, targets.customers),
    source: draft.source,
    sourceId: draft.sourceId,
    from: draft.from,
    until: draft.until ?? undefined,
    idleMinutes: draft.idleMinutes,
    samples: draft.samples ?? undefined,
    serviceWay: draft.serviceWay ?? undefined,
  };
}
