import { newId } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface ConflictLink {
  id: string;
  labId: string;
  conflictId: string;
  userId: string;
  expiresAt: number;
  usedAt: number | null;
}

/** A new link for the owner of a claim; earlier ones stop working, as they would show options that are gone. */
export async function replaceLink(
  tx: Tx,
  link: Omit<ConflictLink, 'id' | 'usedAt'> & { tokenHash: string },
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE conflict_links SET used_at = ${instantToText(now)}
    WHERE lab_id = ${link.labId} AND conflict_id = ${link.conflictId} AND used_at IS NULL`;
  await tx.sql`
    INSERT INTO conflict_links (lab_id, id, conflict_id, user_id, token_hash, expires_at)
    VALUES (${link.labId}, ${newId()}, ${link.conflictId}, ${link.userId}, ${link.tokenHash}, ${instantToText(link.expiresAt)})`;
}

/** The link of a token, used or not; locked, where somebody is about to use it. */
export async function findLink(
  { sql }: Connection,
  tokenHash: string,
  lock?: 'forUpdate',
): Promise<ConflictLink | undefined> {
  const [row] = await sql<
    (Omit<ConflictLink, 'expiresAt' | 'usedAt'> & { expiresAt: string; usedAt: string | null })[]
  >`
    SELECT id, lab_id AS "labId", conflict_id AS "conflictId", user_id AS "userId", expires_at::text AS "expiresAt",
      used_at::text AS "usedAt"
    FROM conflict_links WHERE token_hash = ${tokenHash} ${lock ? sql`FOR UPDATE` : sql``}`;
  if (!row) return undefined;
  const usedAt = row.usedAt === null ? null : instantFromText(row.usedAt);
  return { ...row, expiresAt: instantFromText(row.expiresAt), usedAt };
}

export async function markLinkUsed(tx: Tx, link: ConflictLink, now: number): Promise<void> {
  await tx.sql`UPDATE conflict_links SET used_at = ${instantToText(now)} WHERE lab_id = ${link.labId} AND id = ${link.id}`;
}
