import type { Connection, Tx } from './client.ts';
import { instantFromText, instantToText } from './columns.ts';

/** The facts of an uploaded file; its bytes are read on their own. */
export interface StoredFile {
  readonly id: string;
  readonly version: number;
  readonly userId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface NewFile {
  readonly id: string;
  readonly userId: string;
  readonly organisationId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

export async function insertFile(tx: Tx, file: NewFile, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO files (id, user_id, organisation_id, name, media_type, size_bytes, sha256, created_at, updated_at)
    VALUES (${file.id}, ${file.userId}, ${file.organisationId}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${file.sha256}, ${at}, ${at})`;
  await tx.sql`INSERT INTO file_contents (file_id, bytes) VALUES (${file.id}, ${file.bytes})`;
}

type FileRow = Omit<StoredFile, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

/** A file of this person; undefined when it is missing or somebody else's. */
export async function findOwnFile(connection: Connection, userId: string, id: string): Promise<StoredFile | undefined> {
  const file = await findFile(connection, id);
  return file?.userId === userId ? file : undefined;
}

/** A file whoever has sent it, for those who came to it by something that they may see. */
export async function findFile({ sql }: Connection, id: string): Promise<StoredFile | undefined> {
  const [row] = await sql<FileRow[]>`
    SELECT id, version, user_id AS "userId", name, media_type AS "mediaType", size_bytes AS "sizeBytes", sha256,
      created_at::text AS "createdAt", updated_at::text AS "updatedAt"
    FROM files WHERE id = ${id}`;
  return row && { ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) };
}

export async function readFileBytes({ sql }: Connection, id: string): Promise<Buffer | undefined> {
  const [row] = await sql<{ bytes: Buffer }[]>`SELECT bytes FROM file_contents WHERE file_id = ${id}`;
  return row?.bytes;
}
