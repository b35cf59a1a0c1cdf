import { createHash } from 'node:crypto';
import { findOwnFile, insertFile, type StoredFile } from '@guanyi/db/files';
import { newId } from '@guanyi/platform/ids';
import { type Command, done, refuse } from '../context.ts';

export interface FileToStore {
  readonly name: string;
  /** Found from the content, not claimed by the client. */
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Keeps a file for the person who sent it. */
export const storeFile: Command<FileToStore, StoredFile> = async (tx, context, file) => {
  const { userId, organisationIds, districtIds } = context.reach;
  if (!userId) return refuse('not-signed-in');
  const organisations = [...organisationIds, ...districtIds];
  const id = newId();
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const organisationId = organisations.length === 1 ? (organisations[0] ?? null) : null;
  await insertFile(tx, { id, userId, organisationId, sha256, ...file }, context.now);
  const stored = await findOwnFile(tx, userId, id);
  if (!stored) throw new Error('A file that was just stored cannot be found.');
  return done(stored);
};
