import type { Reach } from '@guanyi/domain/identity/reach';
import type { Window } from '@guanyi/domain/kernel/window';
import type { BookingStatus } from '@guanyi/domain/scheduling/booking';
import type { ClaimKind } from '@guanyi/domain/scheduling/claim';
import type { Connection } from '../client.ts';
import { instantToText, windowToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

/** One claim on the board. Instants as PostgreSQL writes them in JSON; an open end is null. */
export interface BoardClaim {
  readonly id: string;
  readonly kind: ClaimKind;
  /** Footprint, set-up and teardown included. */
  readonly from: string;
  readonly until: string | null;
  readonly isPending: boolean;
  readonly isSuspended: boolean;
  readonly note: string | null;
  readonly conflictId: string | null;
  readonly organisation: BoardName | null;
  readonly booking: {
    readonly status: BookingStatus;
    readonly version: number;
    readonly number: string;
    readonly from: string;
    readonly until: string;
    readonly checkedOutAt: string | null;
    readonly person: string;
    readonly serviceWay: string;
  } | null;
}

interface BoardName {
  readonly nameZh: string;
  readonly nameEn: string | null;
}

export interface BoardRow {
  readonly instrumentId: string;
  readonly claims: readonly BoardClaim[];
}

/** The lab when it lies within reach of somebody who works in it or over it; undefined otherwise. */
export async function findBoardLab(connection: Connection, reach: Reach, labId: string): Promise<string | undefined> {
  const owners = { labId: 'l.id', districtId: 'l.district_id', region: 'l.region' };
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT l.id FROM labs l WHERE l.id = ${labId} AND ${withinReach(connection, reach, owners)}`;
  return row?.id;
}

/**
 * What takes time on the instruments of a lab within the window, by instrument and start: one statement whatever the number
 * of instruments. Claims that lapsed before `now` are left out, suspended ones are not.
 */
export async function readBoard(
  connection: Connection,
  where: { labId: string; window: Window; now: number },
): Promise<BoardRow[]> {
  const { sql } = connection;
  return sql<BoardRow[]>`
    WITH claim AS (
      SELECT o.instrument_id, o.claim_id, o.kind, min(lower(o.during)) AS from_at,
        CASE WHEN bool_or(upper_inf(o.during)) THEN NULL ELSE max(upper(o.during)) END AS until_at,
        bool_and(o.suspended) AS is_suspended, min(o.organisation_id::text)::uuid AS organisation_id
      FROM occupancy o
      WHERE o.lab_id = ${where.labId} AND (o.active OR o.suspended) AND o.during && ${windowToText(where.window)}::tstzrange
        AND (o.expires_at IS NULL OR o.expires_at > ${instantToText(where.now)})
      GROUP BY o.instrument_id, o.claim_id, o.kind
    )
    SELECT c.instrument_id AS "instrumentId", jsonb_agg(jsonb_build_object(
      'id', c.claim_id, 'kind', c.kind, 'from', c.from_at, 'until', c.until_at, 'isSuspended', c.is_suspended,
      'isPending', b.status IS NOT DISTINCT FROM 'pendingApproval', 'note', u.note, 'conflictId', x.id,
      'organisation', CASE WHEN g.id IS NOT NULL THEN jsonb_build_object('nameZh', g.name_zh, 'nameEn', g.name_en) END,
      'booking', CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('status', b.status, 'version', b.version, 'number', b.number,
        'from', b.from_at, 'until', b.until_at, 'checkedOutAt', b.checked_out_at, 'person', p.display_name,
        'serviceWay', b.service_way) END
      ) ORDER BY c.from_at, c.claim_id) AS claims
    FROM claim c
    LEFT JOIN bookings b ON c.kind = 'booking' AND b.lab_id = ${where.labId} AND b.id = c.claim_id
    LEFT JOIN users p ON p.id = b.user_id
    LEFT JOIN outages u ON u.lab_id = ${where.labId} AND u.id = c.claim_id
    LEFT JOIN conflicts x ON x.lab_id = ${where.labId} AND x.claim_id = c.claim_id AND x.status <> 'resolved'
    LEFT JOIN organisations g ON g.id = c.organisation_id
    GROUP BY c.instrument_id`;
}
