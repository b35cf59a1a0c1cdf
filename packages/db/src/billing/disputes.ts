import type { Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface NewDispute {
  id: string;
  labId: string;
  usageRecordId: string;
  from: number;
  until: number;
  reason: string;
  raisedBy: string;
  createdAt: number;
}

/** @returns false when the use is in dispute already. */
export async function insertDispute(tx: Tx, dispute: NewDispute): Promise<boolean> {
  const at = instantToText(dispute.createdAt);
  const result = await tx.sql`
    INSERT INTO usage_disputes (lab_id, id, usage_record_id, from_at, until_at, reason, raised_by, status, created_at, updated_at)
    VALUES (${dispute.labId}, ${dispute.id}, ${dispute.usageRecordId}, ${instantToText(dispute.from)}, ${instantToText(dispute.until)},
      ${dispute.reason}, ${dispute.raisedBy}, 'open', ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** The dispute about a use that is waiting for a decision; the use itself is locked by the caller. */
export async function findOpenDispute(
  tx: Tx,
  usage: { labId: string; id: string },
): Promise<{ id: string; from: number; until: number; reason: string } | undefined> {
  const [row] = await tx.sql<{ id: string; from: string; until: string; reason: string }[]>`
    SELECT id, from_at::text AS "from", until_at::text AS until, reason FROM usage_disputes
    WHERE lab_id = ${usage.labId} AND usage_record_id = ${usage.id} AND status = 'open'`;
  return row && { ...row, from: instantFromText(row.from), until: instantFromText(row.until) };
}

export interface DisputeEnd {
  labId: string;
  id: string;
  status: 'accepted' | 'rejected';
  comment: string;
  resolvedBy: string | null;
  adjustmentChargeId: string | null;
  at: number;
}

export async function endDispute(tx: Tx, end: DisputeEnd): Promise<void> {
  const at = instantToText(end.at);
  await tx.sql`
    UPDATE usage_disputes SET status = ${end.status}, comment = ${end.comment}, resolved_by = ${end.resolvedBy}, resolved_at = ${at},
      adjustment_charge_id = ${end.adjustmentChargeId}, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${end.labId} AND id = ${end.id} AND status = 'open'`;
}
