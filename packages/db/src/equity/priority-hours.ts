import type { PriorityHours } from '@guanyi/domain/scheduling/priority-hours';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface NewPriorityHours extends PriorityHours {
  id: string;
  labId: string;
  ventureId: string;
  instrumentId: string;
}

/**
 * Keeps hours of an instrument for a holder.
 * @returns false when the lab has no such instrument in use, or it is the one that is contributed itself.
 */
export async function insertPriorityHours(tx: Tx, kept: NewPriorityHours, now: number): Promise<boolean> {
  const rows = await tx.sql`
    INSERT INTO priority_hours (lab_id, id, venture_id, instrument_id, organisation_id, weekly, release_hours, created_at)
    SELECT i.lab_id, ${kept.id}, v.id, i.id, ${kept.organisationId}, ${tx.sql.json(kept.weekly as never)}, ${kept.releaseHours},
      ${instantToText(now)}::timestamptz
    FROM instruments i
    JOIN ventures v ON v.lab_id = i.lab_id AND v.id = ${kept.ventureId}
    JOIN equity_cases c ON c.lab_id = v.lab_id AND c.id = v.case_id
    WHERE i.lab_id = ${kept.labId} AND i.id = ${kept.instrumentId} AND i.status = 'active' AND i.id <> c.instrument_id
    RETURNING id`;
  return rows.length > 0;
}

/** Ends the hours of one holder, or of all when the unit itself has left. */
export async function endPriorityHours(
  tx: Tx,
  of: { labId: string; ventureId: string; organisationId?: string },
  now: number,
): Promise<void> {
  const own = of.organisationId ? tx.sql`AND organisation_id = ${of.organisationId}` : tx.sql``;
  await tx.sql`
    UPDATE priority_hours SET ended_at = ${instantToText(now)}::timestamptz
    WHERE lab_id = ${of.labId} AND venture_id = ${of.ventureId} AND ended_at IS NULL ${own}`;
}

/** Hours as an agreement names them, with what they are kept on and for whom. */
export interface PriorityHoursView extends PriorityHours {
  instrumentId: string;
  instrument: { nameZh: string; nameEn: string | null; model: string };
  organisation: { nameZh: string; nameEn: string | null };
  endedAt: number | null;
}

/** All hours that the agreement of a venture keeps or kept, in the order in which they were agreed. */
export async function listPriorityHours(
  { sql }: Connection,
  of: { labId: string; ventureId: string },
): Promise<PriorityHoursView[]> {
  const rows = await sql<(Omit<PriorityHoursView, 'endedAt'> & { endedAt: string | null })[]>`
    SELECT p.organisation_id AS "organisationId", p.weekly, p.release_hours AS "releaseHours", p.instrument_id AS "instrumentId",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model) AS instrument,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation, p.ended_at::text AS "endedAt"
    FROM priority_hours p
    JOIN instruments i ON i.lab_id = p.lab_id AND i.id = p.instrument_id
    JOIN organisations o ON o.id = p.organisation_id
    WHERE p.lab_id = ${of.labId} AND p.venture_id = ${of.ventureId} ORDER BY p.id`;
  return rows.map((row) => ({ ...row, endedAt: row.endedAt === null ? null : instantFromText(row.endedAt) }));
}
