import type { Reach } from '@guanyi/domain/identity/reach';
import type { Window } from '@guanyi/domain/kernel/window';
import type { StrikePolicy, SuspensionStatus } from '@guanyi/domain/scheduling/suspension';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText, windowFromText, windowToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredStrikePolicy extends StrikePolicy {
  id: string;
  labId: string;
  effectiveFrom: number;
}

/** The policies of a lab, latest first. */
export async function listStrikePolicies(connection: Connection, labId: string): Promise<StoredStrikePolicy[]> {
  const rows = await connection.sql<(Omit<StoredStrikePolicy, 'effectiveFrom'> & { effectiveFrom: string })[]>`
    SELECT id, lab_id AS "labId", effective_from::text AS "effectiveFrom", strikes, within_days AS "withinDays", suspend_days AS "suspendDays"
    FROM strike_policies WHERE lab_id = ${labId} ORDER BY effective_from DESC LIMIT 100`;
  return rows.map((row) => ({ ...row, effectiveFrom: instantFromText(row.effectiveFrom) }));
}

/** Sets what holds from an instant on; what was said before for that very instant is replaced. */
export async function putStrikePolicy(
  tx: Tx,
  policy: StoredStrikePolicy & { createdBy: string | null; now: number },
): Promise<void> {
  const at = instantToText(policy.now);
  await tx.sql`
    INSERT INTO strike_policies AS p (lab_id, id, effective_from, strikes, within_days, suspend_days, created_by, created_at, updated_at)
    VALUES (${policy.labId}, ${policy.id}, ${instantToText(policy.effectiveFrom)}, ${policy.strikes}, ${policy.withinDays},
      ${policy.suspendDays}, ${policy.createdBy}, ${at}, ${at})
    ON CONFLICT (lab_id, effective_from) DO UPDATE SET strikes = excluded.strikes, within_days = excluded.within_days,
      suspend_days = excluded.suspend_days, created_by = excluded.created_by, version = p.version + 1, updated_at = excluded.updated_at`;
}

/** Whose missed booking it is; undefined when nobody is to be held to account: people of the lab book for others. */
export async function findMissedBooking(
  tx: Tx,
  key: { labId: string; bookingId: string },
): Promise<{ userId: string; organisationId: string; districtId: string } | undefined> {
  const [row] = await tx.sql<{ userId: string; organisationId: string; districtId: string }[]>`
    SELECT b.user_id AS "userId", b.organisation_id AS "organisationId", b.district_id AS "districtId" FROM bookings b
    WHERE b.lab_id = ${key.labId} AND b.id = ${key.bookingId} AND b.status = 'noShow' AND NOT EXISTS (
      SELECT FROM memberships m WHERE m.lab_id = b.lab_id AND m.user_id = b.user_id AND m.status = 'active')`;
  return row;
}

/** Lets the strikes of one person in one lab be counted one at a time. */
export async function lockStrikes(tx: Tx, labId: string, userId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${labId}:${userId}`}, 6))`;
}

export async function insertStrike(
  tx: Tx,
  strike: { labId: string; bookingId: string; userId: string; organisationId: string; at: number },
): Promise<void> {
  await tx.sql`
    INSERT INTO strikes (lab_id, booking_id, user_id, organisation_id, at)
    VALUES (${strike.labId}, ${strike.bookingId}, ${strike.userId}, ${strike.organisationId}, ${instantToText(strike.at)})
    ON CONFLICT DO NOTHING`;
}

/** Strikes that have led to no suspension yet. */
export async function countStrikes(tx: Tx, key: { labId: string; userId: string; since: number }): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM strikes
    WHERE lab_id = ${key.labId} AND user_id = ${key.userId} AND suspension_id IS NULL AND at > ${instantToText(key.since)}`;
  return row?.count ?? 0;
}

export interface NewSuspension extends Window {
  id: string;
  labId: string;
  districtId: string;
  userId: string;
  organisationId: string;
  strikes: number;
  createdAt: number;
}

/** Suspends, and uses up the strikes for it. @returns false when the person is suspended then already. */
export async function insertSuspension(tx: Tx, suspension: NewSuspension): Promise<boolean> {
  const at = instantToText(suspension.createdAt);
  const result = await tx.sql`
    INSERT INTO suspensions (lab_id, id, district_id, user_id, organisation_id, during, status, strikes, created_at, updated_at)
    VALUES (${suspension.labId}, ${suspension.id}, ${suspension.districtId}, ${suspension.userId}, ${suspension.organisationId},
      ${windowToText(suspension)}, 'active', ${suspension.strikes}, ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  if (result.count === 0) return false;
  await tx.sql`
    UPDATE strikes SET suspension_id = ${suspension.id}
    WHERE lab_id = ${suspension.labId} AND user_id = ${suspension.userId} AND suspension_id IS NULL`;
  return true;
}

export interface SuspensionView extends Window {
  id: string;
  labId: string;
  districtId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  userId: string;
  displayName: string;
  organisationId: string;
  organisation: { zh: string; en: string | null };
  lab: { zh: string; en: string | null; zone: string };
  status: SuspensionStatus;
  strikes: number;
  appealText: string | null;
  appealedAt: number | null;
  decisionComment: string | null;
  decidedAt: number | null;
}

type Row = Omit<SuspensionView, 'from' | 'until' | Instants> & { during: string } & Record<Instants, string | null>;
type Instants = (typeof instants)[number];
const instants = ['createdAt', 'updatedAt', 'appealedAt', 'decidedAt'] as const;

function select({ sql }: Connection) {
  return sql`
    SELECT s.id, s.lab_id AS "labId", s.district_id AS "districtId", s.version, s.created_at::text AS "createdAt",
      s.updated_at::text AS "updatedAt", s.user_id AS "userId", u.display_name AS "displayName", s.organisation_id AS "organisationId",
      jsonb_build_object('zh', o.name_zh, 'en', o.name_en) AS organisation,
      jsonb_build_object('zh', l.name_zh, 'en', l.name_en, 'zone', l.zone) AS lab,
      s.during::text AS during, s.status, s.strikes, s.appeal_text AS "appealText", s.appealed_at::text AS "appealedAt",
      s.decision_comment AS "decisionComment", s.decided_at::text AS "decidedAt"
    FROM suspensions s JOIN users u ON u.id = s.user_id JOIN organisations o ON o.id = s.organisation_id JOIN labs l ON l.id = s.lab_id`;
}

const owners = { organisationId: 's.organisation_id', labId: 's.lab_id', districtId: 's.district_id' };

export interface SuspensionFilter {
  labId?: string | undefined;
  mine?: boolean | undefined;
  status?: readonly SuspensionStatus[] | undefined;
  /** In force at this instant. */
  inForceAt?: number | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Suspensions within reach, newest first; one more than the limit when there is a next page. */
export async function listSuspensions(
  connection: Connection,
  reach: Reach,
  filter: SuspensionFilter,
): Promise<SuspensionView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    filter.labId ? sql`s.lab_id = ${filter.labId}` : undefined,
    filter.mine ? sql`s.user_id = ${reach.userId ?? null}` : undefined,
    filter.status ? sql`s.status = ANY(${filter.status as string[]})` : undefined,
    filter.inForceAt === undefined
      ? undefined
      : sql`s.status <> 'lifted' AND s.during @> ${instantToText(filter.inForceAt)}::timestamptz`,
    filter.after
      ? sql`(s.created_at, s.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)}
    ORDER BY s.created_at DESC, s.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

/** One suspension, for who may change it; `ownerId` narrows to that person's own. */
export async function loadSuspensionForUpdate(
  tx: Tx,
  reach: Reach,
  key: { id: string; ownerId?: string | undefined },
): Promise<SuspensionView | undefined> {
  const own = key.ownerId === undefined ? tx.sql`true` : tx.sql`s.user_id = ${key.ownerId}`;
  const rows = await tx.sql<Row[]>`
    ${select(tx)} WHERE s.id = ${key.id} AND ${own} AND ${withinReach(tx, reach, owners)} FOR UPDATE OF s`;
  return rows.map(view)[0];
}

export async function findSuspension(
  connection: Connection,
  key: { labId: string; id: string },
): Promise<SuspensionView | undefined> {
  const rows = await connection.sql<Row[]>`${select(connection)} WHERE s.lab_id = ${key.labId} AND s.id = ${key.id}`;
  return rows.map(view)[0];
}

export async function saveSuspension(
  tx: Tx,
  change: Pick<
    SuspensionView,
    'labId' | 'id' | 'status' | 'appealText' | 'appealedAt' | 'decisionComment' | 'decidedAt'
  > & {
    decidedBy: string | null;
    now: number;
  },
): Promise<void> {
  const optional = (at: number | null) => (at === null ? null : instantToText(at));
  await tx.sql`
    UPDATE suspensions SET status = ${change.status}, appeal_text = ${change.appealText}, appealed_at = ${optional(change.appealedAt)},
      decision_comment = ${change.decisionComment}, decided_at = ${optional(change.decidedAt)}, decided_by = ${change.decidedBy},
      version = version + 1, updated_at = ${instantToText(change.now)}
    WHERE lab_id = ${change.labId} AND id = ${change.id}`;
}

function view({ during, ...row }: Row): SuspensionView {
  const read = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name])]),
  );
  return { ...row, ...read, ...windowFromText(during) } as unknown as SuspensionView;
}
