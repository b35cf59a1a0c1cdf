import type { Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface StoredExtension {
  labId: string;
  lendingId: string;
  id: string;
  lastDay: string;
  until: number;
}

/** @returns false when another extension waits for an answer. */
export async function insertExtension(
  tx: Tx,
  extension: StoredExtension & { reason: string; userId: string; createdAt: number },
): Promise<boolean> {
  const at = instantToText(extension.createdAt);
  const result = await tx.sql`
    INSERT INTO lending_extensions (lab_id, lending_id, id, last_day, until_at, reason, status, user_id, created_at, updated_at)
    VALUES (${extension.labId}, ${extension.lendingId}, ${extension.id}, ${extension.lastDay}, ${instantToText(extension.until)},
      ${extension.reason}, 'requested', ${extension.userId}, ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** The extension of a loan or lease that waits for an answer, answered now. @returns undefined when there is none. */
export async function answerExtension(
  tx: Tx,
  lending: { labId: string; id: string },
  status: 'approved' | 'declined',
  now: number,
): Promise<StoredExtension | undefined> {
  const [row] = await tx.sql<(Omit<StoredExtension, 'until'> & { until: string })[]>`
    UPDATE lending_extensions SET status = ${status}, version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${lending.labId} AND lending_id = ${lending.id} AND status = 'requested'
    RETURNING lab_id AS "labId", lending_id AS "lendingId", id, last_day::text AS "lastDay", until_at::text AS until`;
  return row && { ...row, until: instantFromText(row.until) };
}

/** The end of an extension that waits for an answer; 0 when there is none. */
export async function openExtensionUntil(tx: Tx, lending: { labId: string; id: string }): Promise<number> {
  const [row] = await tx.sql<{ until: string }[]>`
    SELECT until_at::text AS until FROM lending_extensions
    WHERE lab_id = ${lending.labId} AND lending_id = ${lending.id} AND status = 'requested'`;
  return row ? instantFromText(row.until) : 0;
}

/** Gives the days of an extension to the loan or lease itself. */
export async function adoptClaim(tx: Tx, extension: StoredExtension): Promise<void> {
  await tx.sql`
    UPDATE occupancy SET claim_id = ${extension.lendingId} WHERE lab_id = ${extension.labId} AND claim_id = ${extension.id}`;
}
