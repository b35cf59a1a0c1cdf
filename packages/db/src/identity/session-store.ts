import { newId } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** One refresh token; those of one login share the family. Times in epoch milliseconds. */
export interface RefreshToken {
  id: string;
  familyId: string;
  userId: string;
  issuedAt: number;
  expiresAt: number;
  rotatedAt: number | null;
  revokedAt: number | null;
}

/** Locks the token until the transaction ends, so that two tabs rotate it one after the other. */
export async function loadRefreshToken(tx: Tx, tokenHash: string): Promise<RefreshToken | undefined> {
  const [row] = await tx.sql<
    Record<'id' | 'familyId' | 'userId' | 'issuedAt' | 'expiresAt' | 'rotatedAt' | 'revokedAt', string>[]
  >`
    SELECT id, family_id AS "familyId", user_id AS "userId", issued_at::text AS "issuedAt", expires_at::text AS "expiresAt",
      rotated_at::text AS "rotatedAt", revoked_at::text AS "revokedAt"
    FROM refresh_tokens WHERE token_hash = ${tokenHash} FOR UPDATE`;
  if (!row) return undefined;
  return {
    id: row.id,
    familyId: row.familyId,
    userId: row.userId,
    issuedAt: instantFromText(row.issuedAt),
    expiresAt: instantFromText(row.expiresAt),
    rotatedAt: row.rotatedAt ? instantFromText(row.rotatedAt) : null,
    revokedAt: row.revokedAt ? instantFromText(row.revokedAt) : null,
  };
}

export interface NewRefreshToken {
  familyId: string;
  userId: string;
  tokenHash: string;
  issuedAt: number;
  expiresAt: number;
}

export async function insertRefreshToken(tx: Tx, token: NewRefreshToken): Promise<void> {
  await tx.sql`
    INSERT INTO refresh_tokens (id, family_id, user_id, token_hash, issued_at, expires_at)
    VALUES (${newId()}, ${token.familyId}, ${token.userId}, ${token.tokenHash}, ${instantToText(token.issuedAt)},
      ${instantToText(token.expiresAt)})`;
}

export async function markRotated(tx: Tx, tokenId: string, now: number): Promise<void> {
  await tx.sql`UPDATE refresh_tokens SET rotated_at = ${instantToText(now)} WHERE id = ${tokenId} AND rotated_at IS NULL`;
}

/** Ends a session for all its tokens, access tokens included. */
export async function revokeFamily(tx: Tx, familyId: string, now: number): Promise<void> {
  await tx.sql`
    UPDATE refresh_tokens SET revoked_at = ${instantToText(now)} WHERE family_id = ${familyId} AND revoked_at IS NULL`;
}

/** What login failures are counted by: strangers elsewhere do not lock anybody out. */
export interface LoginOrigin {
  accountHash: string;
  address: string;
}

/** Serialises the attempts of one origin until the transaction ends. */
export async function lockLogins(tx: Tx, origin: LoginOrigin): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${origin.accountHash}:${origin.address}`}, 2))`;
}

/** Times of attempts without success in the window, oldest first. */
export async function listLoginFailures(
  connection: Connection,
  origin: LoginOrigin,
  window: { from: number; until: number },
): Promise<number[]> {
  const rows = await connection.sql<{ at: string }[]>`
    SELECT at::text AS at FROM login_failures
    WHERE account_hash = ${origin.accountHash} AND address = ${origin.address}
      AND at > ${instantToText(window.from)} AND at <= ${instantToText(window.until)}
    ORDER BY at`;
  return rows.map((row) => instantFromText(row.at));
}

/** An attempt counts as failed until it succeeds, so that many at once cannot outrun the count. */
export async function insertLoginFailure(tx: Tx, origin: LoginOrigin, now: number): Promise<void> {
  await tx.sql`
    INSERT INTO login_failures (id, account_hash, address, at)
    VALUES (${newId()}, ${origin.accountHash}, ${origin.address}, ${instantToText(now)})`;
}

export async function forgetLoginFailures(tx: Tx, origin: LoginOrigin): Promise<void> {
  await tx.sql`DELETE FROM login_failures WHERE account_hash = ${origin.accountHash} AND address = ${origin.address}`;
}
