import { newId } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface ApprovalLink {
  id: string;
  labId: string;
  approvalId: string;
  userId: string;
  expiresAt: number;
  usedAt: number | null;
}

export async function insertApprovalLink(
  tx: Tx,
  link: Omit<ApprovalLink, 'id' | 'usedAt'> & { tokenHash: string },
): Promise<void> {
  await tx.sql`
    INSERT INTO approval_links (lab_id, id, approval_id, user_id, token_hash, expires_at)
    VALUES (${link.labId}, ${newId()}, ${link.approvalId}, ${link.userId}, ${link.tokenHash}, ${instantToText(link.expiresAt)})`;
}

/** The link of a token, used or not; locked, where somebody is about to use it. */
export async function findApprovalLink(
  { sql }: Connection,
  tokenHash: string,
  lock?: 'forUpdate',
): Promise<ApprovalLink | undefined> {
  const [row] = await sql<
    (Omit<ApprovalLink, 'expiresAt' | 'usedAt'> & { expiresAt: string; usedAt: string | null })[]
  >`
    SELECT id, lab_id AS "labId", approval_id AS "approvalId", user_id AS "userId", expires_at::text AS "expiresAt",
      used_at::text AS "usedAt"
    FROM approval_links WHERE token_hash = ${tokenHash} ${lock ? sql`FOR UPDATE` : sql``}`;
  if (!row) return undefined;
  const usedAt = row.usedAt === null ? null : instantFromText(row.usedAt);
  return { ...row, expiresAt: instantFromText(row.expiresAt), usedAt };
}

export async function markApprovalLinkUsed(tx: Tx, link: ApprovalLink, now: number): Promise<void> {
  await tx.sql`UPDATE approval_links SET used_at = ${instantToText(now)} WHERE lab_id = ${link.labId} AND id = ${link.id}`;
}
