import type { Window } from '@guanyi/domain/kernel/window';
import type { ClaimKind } from '@guanyi/domain/scheduling/claim';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText, windowFromText, windowToText } from '../columns.ts';

/** A claim with the instrument that it lies on and without whoever made it. */
export interface NamedClaim extends Window {
  /** What the claim belongs to: a booking's id for a booking. */
  readonly claimId: string;
  readonly kind: ClaimKind;
  readonly instrument: { readonly nameZh: string; readonly nameEn: string | null };
  readonly createdAt: number;
}

/** Active claims of one instrument or of all instruments of a lab that overlap the window and have not lapsed at `now`, earliest first. */
export async function listNamedClaims(
  connection: Connection,
  where: { labId: string; instrumentId?: string | undefined; window: Window; now: number; limit: number },
): Promise<NamedClaim[]> {
  const { sql } = connection;
  const rows = await sql<
    { claimId: string; kind: ClaimKind; during: string; createdAt: string; nameZh: string; nameEn: string | null }[]
  >`
    SELECT o.claim_id AS "claimId", o.kind, o.during::text AS during, o.created_at::text AS "createdAt",
      i.name_zh AS "nameZh", i.name_en AS "nameEn"
    FROM occupancy o JOIN instruments i ON i.lab_id = o.lab_id AND i.id = o.instrument_id
    WHERE o.active AND o.lab_id = ${where.labId}
      ${where.instrumentId ? sql`AND o.instrument_id = ${where.instrumentId}` : sql``}
      AND upper(o.during) > ${instantToText(where.window.from)} AND o.during && ${windowToText(where.window)}::tstzrange
      AND (o.expires_at IS NULL OR o.expires_at > ${instantToText(where.now)})
    ORDER BY lower(o.during), o.id LIMIT ${where.limit}`;
  return rows.map(({ claimId, kind, during, createdAt, nameZh, nameEn }) => ({
    claimId,
    kind,
    ...windowFromText(during),
    instrument: { nameZh, nameEn },
    createdAt: instantFromText(createdAt),
  }));
}
