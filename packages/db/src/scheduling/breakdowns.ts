import type { Reach } from '@guanyi/domain/identity/reach';
import type { BreakdownStatus } from '@guanyi/domain/scheduling/breakdown';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredBreakdown {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  instrumentId: string;
  districtId: string;
  userId: string;
  description: string;
  photoIds: string[];
  status: BreakdownStatus;
  outageId: string | null;
  decidedAt: number | null;
  answer: string | null;
}

/** A report with the names that people read it by. */
export interface BreakdownView extends StoredBreakdown {
  displayName: string;
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string; location: string | null };
  lab: { nameZh: string; nameEn: string | null; city: string };
}

type Instants = 'createdAt' | 'updatedAt' | 'decidedAt';
type Row = Omit<BreakdownView, Instants> & Record<Instants, string | null>;

function select({ sql }: Connection) {
  return sql`
    SELECT r.id, r.lab_id AS "labId", r.version, r.created_at::text AS "createdAt", r.updated_at::text AS "updatedAt",
      r.instrument_id AS "instrumentId", r.district_id AS "districtId", r.user_id AS "userId", r.description,
      r.photo_ids AS "photoIds", r.status, r.outage_id AS "outageId", r.decided_at::text AS "decidedAt", r.answer,
      u.display_name AS "displayName",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'zone', coalesce(i.zone, l.zone),
        'location', i.location) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab
    FROM breakdown_reports r
    JOIN instruments i ON i.lab_id = r.lab_id AND i.id = r.instrument_id
    JOIN labs l ON l.id = r.lab_id
    JOIN users u ON u.id = r.user_id`;
}

function view(row: Row): BreakdownView {
  return {
    ...row,
    createdAt: instantFromText(row.createdAt ?? ''),
    updatedAt: instantFromText(row.updatedAt ?? ''),
    decidedAt: row.decidedAt === null ? null : instantFromText(row.decidedAt),
  };
}

/** Who reported it, and the people of the lab and its district. */
function visible(connection: Connection, reach: Reach) {
  const { sql } = connection;
  const staff = withinReach(connection, reach, { labId: 'r.lab_id', districtId: 'r.district_id' });
  return sql`(r.user_id = ${reach.userId ?? null} OR ${staff})`;
}

export type NewBreakdown = Pick<
  StoredBreakdown,
  'id' | 'labId' | 'instrumentId' | 'districtId' | 'userId' | 'description' | 'photoIds' | 'createdAt'
>;

export async function insertBreakdown(tx: Tx, report: NewBreakdown): Promise<void> {
  const at = instantToText(report.createdAt);
  await tx.sql`
    INSERT INTO breakdown_reports (lab_id, id, instrument_id, district_id, user_id, description, photo_ids, created_at, updated_at)
    VALUES (${report.labId}, ${report.id}, ${report.instrumentId}, ${report.districtId}, ${report.userId}, ${report.description},
      ${report.photoIds}, ${at}, ${at})`;
}

/** Those of the files that are pictures which this person uploaded. */
export async function findOwnPictures(tx: Tx, userId: string, fileIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }[]>`
    SELECT id FROM files WHERE id = ANY(${fileIds as string[]}::uuid[]) AND user_id = ${userId}
      AND media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif')`;
  return new Set(rows.map(({ id }) => id));
}

/** A report that the caller may decide about, locked. */
export async function loadBreakdownForUpdate(tx: Tx, reach: Reach, id: string): Promise<BreakdownView | undefined> {
  const own = withinReach(tx, reach, { labId: 'r.lab_id', districtId: 'r.district_id' });
  const rows = await tx.sql<Row[]>`${select(tx)} WHERE r.id = ${id} AND ${own} FOR UPDATE OF r`;
  return rows.map(view)[0];
}

export async function saveBreakdown(
  tx: Tx,
  decided: Pick<StoredBreakdown, 'labId' | 'id' | 'status' | 'outageId' | 'answer'> & {
    decidedBy: string | null;
    now: number;
  },
): Promise<void> {
  const at = instantToText(decided.now);
  await tx.sql`
    UPDATE breakdown_reports SET status = ${decided.status}, outage_id = ${decided.outageId}, answer = ${decided.answer},
      decided_by = ${decided.decidedBy}, decided_at = ${at}, updated_at = ${at}, version = version + 1
    WHERE lab_id = ${decided.labId} AND id = ${decided.id}`;
}

export interface BreakdownFilter {
  id?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  status?: readonly BreakdownStatus[] | undefined;
  mine?: boolean | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Reports within reach, newest first, one more than the limit when there is a next page. */
export async function listBreakdowns(
  connection: Connection,
  reach: Reach,
  filter: BreakdownFilter,
): Promise<BreakdownView[]> {
  const { sql } = connection;
  const conditions = [
    visible(connection, reach),
    filter.id ? sql`r.id = ${filter.id}` : undefined,
    filter.instrumentId ? sql`r.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`r.lab_id = ${filter.labId}` : undefined,
    filter.status ? sql`r.status = ANY(${filter.status as string[]})` : undefined,
    filter.mine ? sql`r.user_id = ${reach.userId ?? null}` : undefined,
    filter.after
      ? sql`(r.created_at, r.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY r.created_at DESC, r.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

/** The report whatever the reach, for telling people of it. */
export async function findBreakdown(
  connection: Connection,
  key: { labId: string; id: string },
): Promise<BreakdownView | undefined> {
  const rows = await connection.sql<Row[]>`${select(connection)} WHERE r.lab_id = ${key.labId} AND r.id = ${key.id}`;
  return rows.map(view)[0];
}
