import type { PriceGroup } from '@guanyi/domain/billing/price-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { ConflictCause, ConflictOutcome, ConflictStatus, DefaultAction } from '@guanyi/domain/scheduling/conflict';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export type ConflictedKind = 'booking' | 'termLease' | 'loan' | 'equity';

/** Another place for a claim, held for its owner. Names are those of the moment of the offer. */
export interface ConflictOption {
  kind: 'sameInstrument' | 'equivalent';
  labId: string;
  instrumentId: string;
  from: number;
  until: number;
  priceDifferenceFen: number;
  pricePolicyId: string;
  priceGroup: PriceGroup;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  holdId: string;
  holdUntil: number;
  distanceKm: number | null;
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
}

/** A conflict as commands handle it. */
export interface StoredConflict {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  claimKind: ConflictedKind;
  claimId: string;
  from: number;
  until: number | null;
  cause: ConflictCause;
  outageId: string | null;
  status: ConflictStatus;
  rank: number;
  options: ConflictOption[];
  deadline: number;
  defaultAction: DefaultAction;
  defaultOption: number | null;
  dueAt: number | null;
  failures: number;
  outcome: ConflictOutcome | null;
  newBookingId: string | null;
  resolvedAt: number | null;
  resolvedBy: string | null;
}

const instants = ['createdAt', 'updatedAt', 'from', 'until', 'deadline', 'dueAt', 'resolvedAt'] as const;
type Row = Omit<StoredConflict, (typeof instants)[number]> & Record<(typeof instants)[number], string | null>;

function columns({ sql }: Connection) {
  return sql`c.id, c.lab_id AS "labId", c.version, c.created_at::text AS "createdAt", c.updated_at::text AS "updatedAt",
    c.instrument_id AS "instrumentId", c.district_id AS "districtId", c.organisation_id AS "organisationId", c.user_id AS "userId",
    c.claim_kind AS "claimKind", c.claim_id AS "claimId", c.from_at::text AS "from", c.until_at::text AS until, c.cause,
    c.outage_id AS "outageId", c.status, c.rank, c.options, c.deadline_at::text AS deadline, c.default_action AS "defaultAction",
    c.default_option AS "defaultOption", c.due_at::text AS "dueAt", c.failures, c.outcome, c.new_booking_id AS "newBookingId",
    c.resolved_at::text AS "resolvedAt", c.resolved_by AS "resolvedBy"`;
}

function read<T extends StoredConflict = StoredConflict>(row: Row): T {
  const parsed = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name])]),
  );
  return { ...row, ...parsed } as unknown as T;
}

export type NewConflict = Pick<
  StoredConflict,
  | (
      | 'id'
      | 'labId'
      | 'instrumentId'
      | 'districtId'
      | 'organisationId'
      | 'userId'
      | 'claimKind'
      | 'claimId'
      | 'from'
      | 'until'
    )
  | ('cause' | 'outageId' | 'status' | 'rank' | 'deadline' | 'defaultAction' | 'dueAt' | 'createdAt')
>;

/**
 * Opens conflicts in one statement. A claim that has a live one keeps it: it is looked at again, and takes over the cause
 * when the earlier was a mere warning or a change of rules.
 * @returns the live conflict of each claim.
 */
export async function insertConflicts(tx: Tx, wanted: readonly NewConflict[]): Promise<StoredConflict[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map((one) => ({
    ...{ id: one.id, lab_id: one.labId, instrument_id: one.instrumentId, district_id: one.districtId },
    ...{ organisation_id: one.organisationId, user_id: one.userId, claim_kind: one.claimKind, claim_id: one.claimId },
    ...{ from_at: instantToText(one.from), until_at: one.until === null ? null : instantToText(one.until) },
    ...{ cause: one.cause, outage_id: one.outageId, status: one.status, rank: one.rank },
    ...{ deadline_at: instantToText(one.deadline), default_action: one.defaultAction },
    ...{ due_at: one.dueAt === null ? null : instantToText(one.dueAt), at: instantToText(one.createdAt) },
  }));
  const { sql } = tx;
  const weaker = sql`c.cause IN ('overrun', 'ruleChange')`;
  const written = await sql<Row[]>`
    INSERT INTO conflicts AS c (lab_id, id, instrument_id, district_id, organisation_id, user_id, claim_kind, claim_id, from_at, until_at,
      cause, outage_id, status, rank, options, deadline_at, default_action, due_at, created_at, updated_at)
    SELECT lab_id, id, instrument_id, district_id, organisation_id, user_id, claim_kind, claim_id, from_at, until_at,
      cause, outage_id, status, rank, '[]'::jsonb, deadline_at, default_action, due_at, at, at
    FROM jsonb_to_recordset(${sql.json(rows as never)}) AS w(lab_id uuid, id uuid, instrument_id uuid, district_id uuid,
      organisation_id uuid, user_id uuid, claim_kind text, claim_id uuid, from_at timestamptz, until_at timestamptz, cause text,
      outage_id uuid, status text, rank int, deadline_at timestamptz, default_action text, due_at timestamptz, at timestamptz)
    ON CONFLICT (lab_id, claim_id) WHERE status <> 'resolved' DO UPDATE SET version = c.version + 1, updated_at = excluded.updated_at,
      cause = CASE WHEN ${weaker} THEN excluded.cause ELSE c.cause END,
      outage_id = CASE WHEN ${weaker} THEN excluded.outage_id ELSE c.outage_id END,
      rank = least(c.rank, excluded.rank),
      due_at = CASE WHEN c.status = 'escalated' THEN NULL ELSE excluded.due_at END
    RETURNING ${columns(tx)}`;
  return written.map((row) => read(row));
}

/** A conflict that the caller may settle, locked. */
export async function loadConflictForUpdate(
  tx: Tx,
  reach: Reach,
  conflictId: string,
): Promise<StoredConflict | undefined> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM conflicts c WHERE c.id = ${conflictId} AND ${withinReach(tx, reach, owners)} FOR UPDATE`;
  return rows.map((row) => read(row))[0];
}

/** The live conflict of a claim, locked. */
export async function loadLiveConflictOf(tx: Tx, labId: string, claimId: string): Promise<StoredConflict | undefined> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM conflicts c
    WHERE c.lab_id = ${labId} AND c.claim_id = ${claimId} AND c.status <> 'resolved' FOR UPDATE`;
  return rows.map((row) => read(row))[0];
}

/** Live conflicts that an outage caused, locked. */
export async function loadConflictsOfOutage(tx: Tx, labId: string, outageId: string): Promise<StoredConflict[]> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM conflicts c
    WHERE c.lab_id = ${labId} AND c.outage_id = ${outageId} AND c.status <> 'resolved' ORDER BY c.id FOR UPDATE`;
  return rows.map((row) => read(row));
}

/** Live conflicts of a cause on an instrument, locked. */
export async function loadConflictsOfCause(
  tx: Tx,
  place: { labId: string; instrumentId: string },
  cause: ConflictCause,
): Promise<StoredConflict[]> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM conflicts c
    WHERE c.lab_id = ${place.labId} AND c.instrument_id = ${place.instrumentId} AND c.cause = ${cause} AND c.status <> 'resolved'
    ORDER BY c.id FOR UPDATE`;
  return rows.map((row) => read(row));
}

/** How many live conflicts one outage, or one other cause on an instrument, has brought about. */
export async function countSiblings({ sql }: Connection, conflict: StoredConflict): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM conflicts c
    WHERE c.lab_id = ${conflict.labId} AND c.instrument_id = ${conflict.instrumentId} AND c.status <> 'resolved'
      AND c.outage_id IS NOT DISTINCT FROM ${conflict.outageId}::uuid AND c.cause = ${conflict.cause}`;
  return row?.count ?? 0;
}

/** Conflicts with a step to take, those of statutory duty first. */
export async function listDueConflicts({ sql }: Connection, now: number, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM conflicts WHERE due_at <= ${instantToText(now)} ORDER BY rank, due_at, id LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

/** Writes a new state of a conflict. @throws when the row has changed since it was loaded, which the lock of loading forbids. */
export async function saveConflict(tx: Tx, conflict: StoredConflict, now: number): Promise<void> {
  const optional = (value: number | null) => (value === null ? null : instantToText(value));
  const result = await tx.sql`
    UPDATE conflicts SET version = version + 1, updated_at = ${instantToText(now)}, cause = ${conflict.cause},
      outage_id = ${conflict.outageId}, status = ${conflict.status}, options = ${tx.sql.json(conflict.options as never)},
      deadline_at = ${instantToText(conflict.deadline)}, default_action = ${conflict.defaultAction},
      default_option = ${conflict.defaultOption}, due_at = ${optional(conflict.dueAt)}, failures = ${conflict.failures},
      outcome = ${conflict.outcome}, new_booking_id = ${conflict.newBookingId}, resolved_at = ${optional(conflict.resolvedAt)},
      resolved_by = ${conflict.resolvedBy}
    WHERE lab_id = ${conflict.labId} AND id = ${conflict.id} AND version = ${conflict.version}`;
  if (result.count !== 1) throw new Error(`Conflict ${conflict.id} changed while it was locked.`);
}

const owners = {
  organisationId: 'c.organisation_id',
  labId: 'c.lab_id',
  districtId: 'c.district_id',
};

/** A conflict with the names that people read it by. */
export interface ConflictView extends StoredConflict {
  number: string | null;
  instrument: { nameZh: string; nameEn: string | null; model: string; classCode: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  organisation: { nameZh: string; nameEn: string | null };
  displayName: string;
  totalFen: number | null;
  note: string | null;
}

export interface ConflictFilter {
  ids?: readonly string[] | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  bookingId?: string | undefined;
  outageId?: string | undefined;
  status?: readonly ConflictStatus[] | undefined;
  cause?: readonly ConflictCause[] | undefined;
  mine?: boolean | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Conflicts within reach, newest first, one more than the limit when there is a next page. */
export async function listConflicts(
  connection: Connection,
  reach: Reach,
  filter: ConflictFilter,
): Promise<ConflictView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    filter.ids ? sql`c.id = ANY(${filter.ids as string[]}::uuid[])` : undefined,
    filter.instrumentId ? sql`c.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`c.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`c.organisation_id = ${filter.organisationId}` : undefined,
    filter.bookingId ? sql`c.claim_id = ${filter.bookingId}` : undefined,
    filter.outageId ? sql`c.outage_id = ${filter.outageId}` : undefined,
    filter.status ? sql`c.status = ANY(${filter.status as string[]})` : undefined,
    filter.cause ? sql`c.cause = ANY(${filter.cause as string[]})` : undefined,
    filter.mine ? sql`c.user_id = ${reach.userId ?? null}` : undefined,
    filter.after
      ? sql`(c.created_at, c.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<(Row & Omit<ConflictView, keyof StoredConflict>)[]>`
    SELECT ${columns(connection)}, b.number, u.display_name AS "displayName", b.quoted_total_fen AS "totalFen", o.note,
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'classCode', i.class_code,
        'zone', coalesce(i.zone, l.zone)) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      jsonb_build_object('nameZh', g.name_zh, 'nameEn', g.name_en) AS organisation
    FROM conflicts c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations g ON g.id = c.organisation_id
    JOIN users u ON u.id = c.user_id
    LEFT JOIN bookings b ON b.lab_id = c.lab_id AND b.id = c.claim_id
    LEFT JOIN outages o ON o.lab_id = c.lab_id AND o.id = c.outage_id
    WHERE ${allOf(connection, conditions)} ORDER BY c.created_at DESC, c.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => read<ConflictView>(row));
}
