import type { Tx } from '@guanyi/db/client';
import { insertDocument } from '@guanyi/db/equity/room';
import { findOwnFile } from '@guanyi/db/files';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export type DocumentKind = 'agreement' | 'appraisal' | 'feasibility' | 'decision' | 'other';

export interface NewDocument {
  /** A file of the caller's own. */
  fileId: string;
  kind: DocumentKind;
  /** Null takes the name of the file. */
  title: string | null;
  audience: 'parties' | 'named' | 'unit';
  /** The parties that `named` names; empty otherwise. */
  readers: readonly string[];
}

/** Adds a paper to a case; one of the same kind and title becomes its next version. Its content hash is frozen. */
export async function addDocument(
  tx: Tx,
  context: CommandContext,
  of: { id: string; labId: string },
  paper: NewDocument,
): Promise<Outcome<{ documentId: string }>> {
  const { reach, now } = context;
  const file = await findOwnFile(tx, reach.userId ?? '', paper.fileId);
  if (!file || reach.userId === undefined)
    return refuse('not-found', { errors: [{ pointer: '/fileId', code: 'not-found' }] });
  const documentId = newId();
  const { kind, audience, readers, fileId } = paper;
  await insertDocument(
    tx,
    {
      ...{ id: documentId, labId: of.labId, caseId: of.id, number: null, kind, audience, readers, fileId },
      ...{ title: paper.title ?? file.name, sha256: file.sha256, userId: reach.userId },
    },
    now,
  );
  return done({ documentId });
}
