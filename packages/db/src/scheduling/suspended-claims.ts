import type { Reach } from '@guanyi/domain/identity/reach';
import { subtract, type Window } from '@guanyi/domain/kernel/window';
import { type ClaimKind, OUTAGE_KINDS } from '@guanyi/domain/scheduling/claim';
import { newId } from '@guanyi/platform/ids';
import type { Connection, Tx } from '../client.ts';
import { instantToText, windowFromText, windowToText } from '../columns.ts';
import { noteClaims, noteInstruments } from '../projection/notes.ts';
import { withinReach } from '../reach.ts';

/** An instrument whose calendar is being changed as a whole. */
export interface LockedInstrument {
  id: string;
  labId: string;
  districtId: string;
  zone: string;
  status: 'active' | 'retired';
}

/**
 * The instrument within reach, locked against others who change its calendar as a whole. Plain bookings pass: a lock that
 * stopped them too would wait for the very rows that wait for it.
 */
export async function lockInstrument(
  tx: Tx,
  reach: Reach,
  instrumentId: string,
): Promise<LockedInstrument | undefined> {
  const [row] = await tx.sql<LockedInstrument[]>`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", coalesce(i.zone, l.zone) AS zone, i.status
    FROM instruments i JOIN labs l ON l.id = i.lab_id
    WHERE i.id = ${instrumentId} AND ${withinReach(tx, reach, { labId: 'i.lab_id', districtId: 'i.district_id' })}
    FOR NO KEY UPDATE OF i`;
  return row;
}

/** The same without a lock, to look only. */
export async function findOwnInstrument(
  connection: Connection,
  reach: Reach,
  instrumentId: string,
): Promise<LockedInstrument | undefined> {
  const [row] = await connection.sql<LockedInstrument[]>`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", coalesce(i.zone, l.zone) AS zone, i.status
    FROM instruments i JOIN labs l ON l.id = i.lab_id
    WHERE i.id = ${instrumentId} AND ${withinReach(connection, reach, { labId: 'i.lab_id', districtId: 'i.district_id' })}`;
  return row;
}

/** A row of the calendar that has to make way. */
export interface ClaimInTheWay extends Window {
  rowId: string;
  claimId: string;
  kind: ClaimKind;
  organisationId: string | null;
  userId: string | null;
}

interface Place {
  labId: string;
  /** Instrument. */
  id: string;
}

const outageKinds = [...OUTAGE_KINDS] as string[];

/** Active rows over the window that are not over yet, outages aside, locked; `from` and `until` are the whole row. */
export async function claimsInTheWay(tx: Tx, place: Place, window: Window, now: number): Promise<ClaimInTheWay[]> {
  const rows = await tx.sql<(Omit<ClaimInTheWay, 'from' | 'until'> & { during: string })[]>`
    SELECT id AS "rowId", claim_id AS "claimId", kind, organisation_id AS "organisationId", user_id AS "userId", during::text AS during
    FROM occupancy
    WHERE lab_id = ${place.labId} AND instrument_id = ${place.id} AND active AND during && ${windowToText(window)}::tstzrange
      AND kind <> ALL(${outageKinds}) AND (upper_inf(during) OR upper(during) > ${instantToText(now)})
    ORDER BY lower(during) FOR UPDATE`;
  return rows.map(({ during, ...row }) => ({ ...row, ...windowFromText(during) }));
}

/**
 * Takes the window away from the claims. A hold ends; of everything else the part inside the window is suspended: it
 * blocks nobody, and returns with `restoreClaims`. What lies outside stays occupied, so that the whole can return.
 */
export async function suspendClaims(
  tx: Tx,
  place: Place,
  window: Window,
  claims: readonly ClaimInTheWay[],
): Promise<void> {
  if (claims.length === 0) return;
  await tx.sql`
    UPDATE occupancy SET active = false, suspended = (kind <> 'hold'),
      during = CASE WHEN kind = 'hold' THEN during ELSE during * ${windowToText(window)}::tstzrange END
    WHERE lab_id = ${place.labId} AND id = ANY(${claims.map((claim) => claim.rowId)}::uuid[])`;
  for (const claim of claims) {
    if (claim.kind === 'hold') continue;
    for (const rest of subtract([claim], [window])) await copyClaim(tx, place, claim.rowId, rest, true);
  }
  await noteInstruments(tx, [{ labId: place.labId, instrumentId: place.id }]);
}

/** Another stretch of the same claim. @returns false when something active overlaps. */
async function copyClaim(tx: Tx, place: Place, rowId: string, window: Window, isActive: boolean): Promise<boolean> {
  const result = await tx.sql`
    INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, active, suspended, claim_id, organisation_id, user_id, expires_at, created_at)
    SELECT lab_id, ${newId()}, instrument_id, ${windowToText(window)}::tstzrange, kind, ${isActive}, ${!isActive}, claim_id, organisation_id,
      user_id, expires_at, created_at
    FROM occupancy WHERE lab_id = ${place.labId} AND id = ${rowId}
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** What is active over the window, whatever its kind. */
export async function activeOver(tx: Tx, place: Place, window: Window): Promise<Window[]> {
  const rows = await tx.sql<{ during: string }[]>`
    SELECT during::text AS during FROM occupancy
    WHERE lab_id = ${place.labId} AND instrument_id = ${place.id} AND active AND during && ${windowToText(window)}::tstzrange`;
  return rows.map((row) => windowFromText(row.during));
}

/** Gives suspended claims back whatever of the window nothing active covers any more. */
export async function restoreClaims(tx: Tx, place: Place, window: Window): Promise<void> {
  const over = tx.sql`lab_id = ${place.labId} AND instrument_id = ${place.id} AND during && ${windowToText(window)}::tstzrange`;
  await tx.sql`
    UPDATE occupancy s SET active = true, suspended = false
    WHERE ${over} AND suspended AND NOT EXISTS (
      SELECT FROM occupancy a WHERE a.lab_id = s.lab_id AND a.instrument_id = s.instrument_id AND a.active AND a.during && s.during)`;
  // What is left lies under another outage with a part of it.
  const rows = await tx.sql<{ id: string; during: string }[]>`
    SELECT id, during::text AS during FROM occupancy WHERE ${over} AND suspended FOR UPDATE`;
  for (const row of rows) {
    const suspended = windowFromText(row.during);
    const returning = subtract([suspended], await activeOver(tx, place, suspended));
    if (returning.length === 0) continue;
    for (const piece of returning) await copyClaim(tx, place, row.id, piece, true);
    for (const piece of subtract([suspended], returning)) await copyClaim(tx, place, row.id, piece, false);
    await tx.sql`UPDATE occupancy SET suspended = false WHERE lab_id = ${place.labId} AND id = ${row.id}`;
  }
  await joinPieces(tx, place, window);
  await noteInstruments(tx, [{ labId: place.labId, instrumentId: place.id }]);
}

/** Makes one row of each claim again whose pieces touch. */
async function joinPieces(tx: Tx, place: Place, window: Window): Promise<void> {
  const rows = await tx.sql<{ ids: string[]; during: string }[]>`
    SELECT array_agg(id ORDER BY lower(during)) AS ids, unnest(range_agg(during))::text AS during
    FROM (
      SELECT claim_id, id, during, count(*) OVER (PARTITION BY claim_id) AS pieces FROM occupancy
      WHERE lab_id = ${place.labId} AND instrument_id = ${place.id} AND active AND claim_id IN (
        SELECT claim_id FROM occupancy WHERE lab_id = ${place.labId} AND instrument_id = ${place.id} AND active
          AND during && ${windowToText(window)}::tstzrange)
    ) piece
    WHERE pieces > 1 GROUP BY claim_id HAVING (SELECT count(*) FROM unnest(range_agg(during))) = 1`;
  for (const { ids, during } of rows) {
    const [first, ...others] = ids;
    await tx.sql`UPDATE occupancy SET active = false WHERE lab_id = ${place.labId} AND id = ANY(${others}::uuid[])`;
    await tx.sql`UPDATE occupancy SET during = ${during}::tstzrange WHERE lab_id = ${place.labId} AND id = ${first as string}`;
  }
}

/** Nobody can come while an outage lies over a booking, so nobody is missed. A request still waits for its decision. */
export async function pauseNoShows(tx: Tx, labId: string, bookingIds: readonly string[]): Promise<void> {
  const ids = bookingIds as string[];
  await tx.sql`
    WITH paused AS (
      UPDATE bookings SET no_show_at = NULL
      WHERE lab_id = ${labId} AND id = ANY(${ids}::uuid[]) AND status IN ('pendingApproval', 'confirmed') RETURNING id, status),
    changed AS (
      UPDATE occupancy SET expires_at = NULL
      WHERE lab_id = ${labId} AND claim_id IN (SELECT id FROM paused WHERE status = 'confirmed') AND (active OR suspended)
      RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
}

/** The outage is called off: who does not come now is missed again, by the rules of the instrument. */
export async function resumeNoShows(tx: Tx, labId: string, bookingIds: readonly string[]): Promise<void> {
  const ids = bookingIds as string[];
  await tx.sql`
    WITH resumed AS (
      UPDATE bookings b SET no_show_at = CASE WHEN r.no_show_minutes = 0 THEN b.until_at
        ELSE least(b.until_at, b.from_at + r.no_show_minutes * interval '1 minute') END
      FROM booking_rules r
      WHERE r.lab_id = b.lab_id AND r.instrument_id = b.instrument_id AND b.lab_id = ${labId} AND b.id = ANY(${ids}::uuid[])
        AND b.status IN ('pendingApproval', 'confirmed') AND b.no_show_at IS NULL
      RETURNING b.id, b.status, b.no_show_at),
    changed AS (
      UPDATE occupancy o SET expires_at = resumed.no_show_at
      FROM resumed WHERE o.lab_id = ${labId} AND o.claim_id = resumed.id AND resumed.status = 'confirmed' AND (o.active OR o.suspended)
      RETURNING o.lab_id, o.instrument_id, o.during)
    ${noteClaims(tx, 'changed')}`;
}

/** Those of the claims of which a part is still suspended, with those parts. */
export async function stillSuspended(
  tx: Tx,
  labId: string,
  claimIds: readonly string[],
): Promise<Map<string, Window[]>> {
  const rows = await tx.sql<{ claimId: string; parts: string[] }[]>`
    SELECT claim_id AS "claimId", array_agg(during::text) AS parts FROM occupancy
    WHERE lab_id = ${labId} AND claim_id = ANY(${claimIds as string[]}::uuid[]) AND suspended GROUP BY claim_id`;
  return new Map(rows.map(({ claimId, parts }) => [claimId, parts.map(windowFromText)]));
}

/** What an outage took before `now` is gone for good: it does not come back, and nobody is excused for it any more. */
export async function forgetPast(tx: Tx, place: Place, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE occupancy SET suspended = upper_inf(during) OR upper(during) > ${at},
      during = CASE WHEN upper_inf(during) OR upper(during) > ${at} THEN during * tstzrange(${at}, NULL) ELSE during END
    WHERE lab_id = ${place.labId} AND instrument_id = ${place.id} AND suspended AND lower(during) < ${at}`;
}
