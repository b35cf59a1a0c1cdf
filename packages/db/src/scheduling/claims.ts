import type { Window } from '@guanyi/domain/kernel/window';
import type { Claim, ClaimKind } from '@guanyi/domain/scheduling/claim';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText, windowFromText, windowToText } from '../columns.ts';
import { noteClaims } from '../projection/notes.ts';

export interface InstrumentClaim extends Claim {
  instrumentId: string;
  /** Who asked for it; null for what the lab itself claims. Never shown to others. */
  userId: string | null;
}

export interface NewClaim extends Window {
  id: string;
  labId: string;
  instrumentId: string;
  kind: ClaimKind;
  claimId: string;
  organisationId: string | null;
  userId: string | null;
  /** Null: does not lapse by itself. */
  expiresAt: number | null;
  createdAt: number;
}

/** Active claims that overlap the window, footprints included, in order of their start. */
export async function claimsOf(
  connection: Connection,
  instrumentIds: readonly string[],
  window: Window,
): Promise<InstrumentClaim[]> {
  const rows = await connection.sql<
    { instrumentId: string; userId: string | null; during: string; kind: ClaimKind; expiresAt: string | null }[]
  >`
    SELECT instrument_id AS "instrumentId", user_id AS "userId", during::text AS during, kind, expires_at::text AS "expiresAt"
    FROM occupancy
    WHERE active AND instrument_id = ANY(${instrumentIds as string[]}::uuid[])
      AND upper(during) > ${instantToText(window.from)} AND during && ${windowToText(window)}::tstzrange
    ORDER BY instrument_id, lower(during)`;
  return rows.map((row) => ({
    ...windowFromText(row.during),
    instrumentId: row.instrumentId,
    userId: row.userId,
    kind: row.kind,
    expiresAt: row.expiresAt === null ? null : instantFromText(row.expiresAt),
  }));
}

/** A claim without end ends at infinity rather than nowhere, so that comparisons with its end hold for it too. */
function claimToText(window: Window): string {
  return Number.isFinite(window.until) ? windowToText(window) : `[${instantToText(window.from)},infinity)`;
}

/**
 * Takes the time if nobody has it. ON CONFLICT DO NOTHING makes contenders wait for one another instead of deadlocking:
 * of 10,000 for one slot exactly one wins within a second.
 * @returns false when an active claim overlaps.
 */
export async function insertClaim(tx: Tx, claim: NewClaim): Promise<boolean> {
  const result = await tx.sql`
    WITH changed AS (
      INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, active, claim_id, organisation_id, user_id, expires_at, created_at)
      VALUES (${claim.labId}, ${claim.id}, ${claim.instrumentId}, ${claimToText(claim)}, ${claim.kind}, true, ${claim.claimId},
        ${claim.organisationId}, ${claim.userId}, ${claim.expiresAt === null ? null : instantToText(claim.expiresAt)},
        ${instantToText(claim.createdAt)})
      ON CONFLICT DO NOTHING RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
  return result.count === 1;
}

/** Ends a claim whole: cancelled, declined, expired, released. What an outage lies over is given up too. */
export async function releaseClaim(tx: Tx, labId: string, claimId: string): Promise<void> {
  await tx.sql`
    WITH changed AS (
      UPDATE occupancy SET active = false, suspended = false
      WHERE lab_id = ${labId} AND claim_id = ${claimId} AND (active OR suspended)
      RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
}

/** Frees what lies after `until`; a claim that had not begun by then ends whole. What an outage lies over does not come back. */
export async function shortenClaim(tx: Tx, labId: string, claimId: string, until: number): Promise<void> {
  const end = instantToText(until);
  await tx.sql`
    WITH before AS (
      SELECT lab_id, instrument_id, during FROM occupancy
      WHERE lab_id = ${labId} AND claim_id = ${claimId} AND active AND (upper_inf(during) OR upper(during) > ${end})),
    changed AS (
      UPDATE occupancy SET
        active = lower(during) < ${end},
        during = CASE WHEN lower(during) < ${end} THEN tstzrange(lower(during), least(upper(during), ${end}), '[)') ELSE during END
      WHERE lab_id = ${labId} AND claim_id = ${claimId} AND active AND (upper_inf(during) OR upper(during) > ${end}))
    ${noteClaims(tx, 'before')}`;
  await tx.sql`
    UPDATE occupancy SET suspended = false WHERE lab_id = ${labId} AND claim_id = ${claimId} AND suspended`;
}

/** From now on the claim lapses at another instant, or not at all by itself, wherever an outage lies over it. */
export async function keepClaimUntil(tx: Tx, labId: string, claimId: string, expiresAt: number | null): Promise<void> {
  await tx.sql`
    WITH changed AS (
      UPDATE occupancy SET expires_at = ${expiresAt === null ? null : instantToText(expiresAt)}
      WHERE lab_id = ${labId} AND claim_id = ${claimId} AND (active OR suspended)
      RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
}

/** The claim is another person's now. */
export async function reassignClaim(tx: Tx, labId: string, claimId: string, userId: string): Promise<void> {
  await tx.sql`
    UPDATE occupancy SET user_id = ${userId}
    WHERE lab_id = ${labId} AND claim_id = ${claimId} AND (active OR suspended)`;
}

/** Takes a claim out of the calendar altogether, as if it had never been; for a booking that moves elsewhere. */
export async function deleteClaim(tx: Tx, labId: string, claimId: string): Promise<void> {
  await tx.sql`
    WITH changed AS (
      DELETE FROM occupancy WHERE lab_id = ${labId} AND claim_id = ${claimId} RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
}

/** Lets one move at a time change the calendar of an instrument: two that swap places would wait for each other for ever. */
export async function lockMoves(tx: Tx, instrumentId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${instrumentId}, 3))`;
}

/** Lets one request at a time count what these people and organisations have taken of an instrument, so that quotas hold. */
export async function lockQuotas(tx: Tx, instrumentId: string, subjects: readonly string[]): Promise<void> {
  // In one order for everybody, so that nobody waits in a ring.
  for (const subject of [...new Set(subjects)].sort()) {
    await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${instrumentId}:${subject}`}, 4))`;
  }
}

/** Lets one search at a time hold places of an instrument's kind: two that hold what the other wants next would wait for ever. */
export async function lockOffers(tx: Tx, instrumentId: string): Promise<void> {
  await tx.sql`
    SELECT pg_advisory_xact_lock(hashtextextended((SELECT class_code FROM instruments WHERE id = ${instrumentId}), 5))`;
}

/**
 * A held place becomes the booking's own without ever being free in between.
 * @returns false when the hold has lapsed and is gone.
 */
export async function turnHoldIntoBooking(
  tx: Tx,
  hold: { labId: string; holdId: string },
  booking: { id: string; organisationId: string; userId: string; expiresAt: number | null },
): Promise<boolean> {
  const result = await tx.sql`
    WITH changed AS (
      UPDATE occupancy SET kind = 'booking', claim_id = ${booking.id}, organisation_id = ${booking.organisationId},
        user_id = ${booking.userId}, expires_at = ${booking.expiresAt === null ? null : instantToText(booking.expiresAt)}
      WHERE lab_id = ${hold.labId} AND claim_id = ${hold.holdId} AND kind = 'hold' AND active
      RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
  return result.count === 1;
}

/**
 * Clears holds out of the way that block nobody any more: lapsed ones, and those of the person who now books.
 * @returns how many were released.
 */
export async function releaseUnneededHolds(
  tx: Tx,
  where: { labId: string; instrumentId: string; during: Window; now: number; ownUserId: string | null },
): Promise<number> {
  const result = await tx.sql`
    WITH changed AS (
      UPDATE occupancy SET active = false
      WHERE lab_id = ${where.labId} AND instrument_id = ${where.instrumentId} AND active AND kind = 'hold'
        AND during && ${windowToText(where.during)}::tstzrange
        AND (expires_at <= ${instantToText(where.now)} OR user_id = ${where.ownUserId})
      RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
  return result.count;
}

/** Ids of bookings in the way that have lapsed: requests that nobody decided and bookings that nobody came for. */
export async function findLapsedBookings(
  tx: Tx,
  where: { labId: string; instrumentId: string; during: Window; now: number },
): Promise<string[]> {
  const rows = await tx.sql<{ claimId: string }[]>`
    SELECT claim_id AS "claimId" FROM occupancy
    WHERE lab_id = ${where.labId} AND instrument_id = ${where.instrumentId} AND active AND kind = 'booking'
      AND during && ${windowToText(where.during)}::tstzrange AND expires_at <= ${instantToText(where.now)}`;
  return rows.map((row) => row.claimId);
}

export interface StoredHold extends Window {
  id: string;
  labId: string;
  instrumentId: string;
  organisationId: string | null;
  userId: string | null;
  expiresAt: number;
  isActive: boolean;
}

/** A hold by its id, locked; `from` and `until` are the footprint. */
export async function findHoldForUpdate(tx: Tx, holdId: string): Promise<StoredHold | undefined> {
  const [row] = await tx.sql<
    (Omit<StoredHold, 'from' | 'until' | 'expiresAt'> & { during: string; expiresAt: string })[]
  >`
    SELECT claim_id AS id, lab_id AS "labId", instrument_id AS "instrumentId", organisation_id AS "organisationId",
      user_id AS "userId", during::text AS during, expires_at::text AS "expiresAt", active AS "isActive"
    FROM occupancy WHERE kind = 'hold' AND claim_id = ${holdId} FOR UPDATE`;
  if (!row) return undefined;
  const { during, expiresAt, ...hold } = row;
  return { ...hold, ...windowFromText(during), expiresAt: instantFromText(expiresAt) };
}

/** Lets one request at a time count the holds of an organisation, so that the cap holds under concurrency. */
export async function lockHoldsOfOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${organisationId}, 2))`;
}

export async function countHolds(tx: Tx, organisationId: string, now: number): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM occupancy
    WHERE organisation_id = ${organisationId} AND active AND kind = 'hold' AND expires_at > ${instantToText(now)}`;
  return row?.count ?? 0;
}

/** Takes lapsed holds and the past footprints of ended bookings out of the constraint's index. @returns how many. */
export async function retirePastClaims(tx: Tx, now: number, limit: number): Promise<number> {
  const at = instantToText(now);
  const holds = await tx.sql`
    WITH changed AS (
      UPDATE occupancy SET active = false WHERE (lab_id, id) IN (
        SELECT lab_id, id FROM occupancy WHERE active AND kind = 'hold' AND expires_at <= ${at} LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING lab_id, instrument_id, during)
    ${noteClaims(tx, 'changed')}`;
  return holds.count;
}
