import { createHash } from 'node:crypto';
import { type ImportKind, insertImport } from '@guanyi/db/catalogue/imports';
import { findLabCopies } from '@guanyi/db/catalogue/instruments';
import type { Tx } from '@guanyi/db/client';
import { insertFile } from '@guanyi/db/files';
import { append } from '@guanyi/db/outbox';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface FileForLab {
  labId: string;
  dryRun: boolean;
  file: { name: string; bytes: Buffer };
}

export interface ImportRequest extends FileForLab {
  format: 'guanyi' | 'uniquip' | 'nrii';
}

/** Takes a register in. It is read and applied afterwards, by the worker; the operation tells how far it has come. */
export async function requestImport(
  tx: Tx,
  context: CommandContext,
  { format, ...file }: ImportRequest,
): Promise<Outcome<{ operationId: string }>> {
  return takeFileIn(tx, context, file, { kind: 'instrumentImport', event: 'import.requested', format });
}

/** Stores a file for a lab within reach and leaves it to the worker. */
export async function takeFileIn(
  tx: Tx,
  context: CommandContext,
  { labId, dryRun, file }: FileForLab,
  {
    kind,
    event,
    format,
  }: {
    kind: ImportKind;
    event: 'import.requested' | 'usageImport.requested';
    format?: ImportRequest['format'];
  },
): Promise<Outcome<{ operationId: string }>> {
  const { userId } = context.reach;
  const lab = await findLabCopies(tx, context.reach, labId);
  if (!lab || userId === undefined) return refuse('not-found');
  const fileId = newId();
  const operationId = newId();
  await insertFile(
    tx,
    {
      id: fileId,
      userId,
      organisationId: lab.districtId,
      name: file.name,
      mediaType: 'application/octet-stream',
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      bytes: file.bytes,
    },
    context.now,
  );
  const input = { fileId, fileName: file.name, ...(format ? { format } : {}), labId, dryRun };
  await insertImport(tx, { id: operationId, kind, userId, input, now: context.now });
  await append(tx, {
    name: event,
    labId,
    aggregateId: operationId,
    payload: { operationId },
    occurredAt: context.now,
  });
  return done({ operationId });
}
