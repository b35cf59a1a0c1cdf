import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** What a person has set up beside the password. */
export interface SecondFactor {
  secret: string;
  /** Epoch milliseconds; null until the first code has proven that the authenticator has the secret. */
  confirmedAt: number | null;
  /** The time step of the last code that was taken. */
  usedStep: number | null;
}

interface Row {
  secret: string;
  confirmedAt: string | null;
  usedStep: number | null;
}

/** Locked, so that one code at a time is judged. */
export async function loadSecondFactor(tx: Tx, userId: string): Promise<SecondFactor | undefined> {
  const [row] = await tx.sql<Row[]>`
    SELECT secret, confirmed_at::text AS "confirmedAt", used_step AS "usedStep"
    FROM second_factors WHERE user_id = ${userId} FOR UPDATE`;
  return row && { ...row, confirmedAt: row.confirmedAt === null ? null : instantFromText(row.confirmedAt) };
}

/** Since when it counts, null while it does not, and how many recovery codes are left. */
export async function findSecondFactor(
  connection: Connection,
  userId: string,
): Promise<{ confirmedAt: number | null; recoveryCodesLeft: number }> {
  const [row] = await connection.sql<{ confirmedAt: string | null; left: number }[]>`
    SELECT (SELECT confirmed_at::text FROM second_factors WHERE user_id = ${userId}) AS "confirmedAt",
      (SELECT count(*)::int FROM recovery_codes WHERE user_id = ${userId} AND used_at IS NULL) AS left`;
  return {
    confirmedAt: row?.confirmedAt ? instantFromText(row.confirmedAt) : null,
    recoveryCodesLeft: row?.left ?? 0,
  };
}

/**
 * Keeps a new secret until its first code confirms it; an older one that was never confirmed goes.
 * @returns false when one is confirmed already.
 */
export async function putSecret(tx: Tx, userId: string, secret: string, now: number): Promise<boolean> {
  const at = instantToText(now);
  const result = await tx.sql`
    INSERT INTO second_factors (user_id, secret, created_at, updated_at) VALUES (${userId}, ${secret}, ${at}, ${at})
    ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, used_step = NULL, version = second_factors.version + 1,
      updated_at = excluded.updated_at
    WHERE second_factors.confirmed_at IS NULL`;
  return result.count === 1;
}

/** Notes the step of a code as used; the first one confirms the secret. */
export async function markStepUsed(tx: Tx, userId: string, step: number, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE second_factors SET used_step = ${step}, confirmed_at = coalesce(confirmed_at, ${at}), version = version + 1, updated_at = ${at}
    WHERE user_id = ${userId}`;
}

/** Puts new codes in the place of all that were there. */
export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
  await tx.sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`;
  await tx.sql`
    INSERT INTO recovery_codes (user_id, code_hash) SELECT ${userId}, hash FROM unnest(${[...hashes]}::text[]) hash`;
}

/** @returns false when there is no such code or it has been used. */
export async function spendRecoveryCode(tx: Tx, userId: string, hash: string, now: number): Promise<boolean> {
  const result = await tx.sql`
    UPDATE recovery_codes SET used_at = ${instantToText(now)}
    WHERE user_id = ${userId} AND code_hash = ${hash} AND used_at IS NULL`;
  return result.count === 1;
}

/** Takes secret and codes away. @returns false when nothing was set up. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  await tx.sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`;
  const result = await tx.sql`DELETE FROM second_factors WHERE user_id = ${userId}`;
  return result.count === 1;
}
