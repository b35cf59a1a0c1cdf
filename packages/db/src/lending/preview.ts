import type { ClaimKind } from '@guanyi/domain/scheduling/claim';
import type { Connection } from '../client.ts';
import { instantToText, windowFromText, windowToText } from '../columns.ts';

/** What lies on days that somebody would like to have. */
export interface ClaimOnDays {
  kind: ClaimKind;
  claimId: string;
  from: number;
  until: number;
  /** Of a booking. */
  number: string | null;
  status: string | null;
  organisation: { nameZh: string; nameEn: string | null } | null;
}

/** Active claims over the window that have not lapsed, those of one claim aside, in order of their start. */
export async function listClaimsOnDays(
  { sql }: Connection,
  place: { labId: string; instrumentId: string },
  window: { from: number; until: number },
  options: { now: number; exceptId: string | null; limit: number },
): Promise<ClaimOnDays[]> {
  const rows = await sql<(Omit<ClaimOnDays, 'from' | 'until'> & { during: string })[]>`
    SELECT o.kind, o.claim_id AS "claimId", o.during::text AS during, b.number, b.status,
      CASE WHEN g.id IS NOT NULL THEN jsonb_build_object('nameZh', g.name_zh, 'nameEn', g.name_en) END AS organisation
    FROM occupancy o
    LEFT JOIN bookings b ON o.kind = 'booking' AND b.lab_id = o.lab_id AND b.id = o.claim_id
    LEFT JOIN organisations g ON g.id = o.organisation_id
    WHERE o.active AND o.lab_id = ${place.labId} AND o.instrument_id = ${place.instrumentId} AND o.during && ${windowToText(window)}::tstzrange
      AND o.claim_id IS DISTINCT FROM ${options.exceptId}::uuid
      AND (o.expires_at IS NULL OR o.expires_at > ${instantToText(options.now)})
    ORDER BY lower(o.during), o.id LIMIT ${options.limit}`;
  return rows.map(({ during, ...row }) => ({ ...row, ...windowFromText(during) }));
}
