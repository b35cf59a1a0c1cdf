import type { Reach } from '@guanyi/domain/identity/reach';
import type { Grant } from '@guanyi/domain/scheduling/qualification';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** What decides whether a person may operate an instrument. */
export interface OperatorFacts {
  required: string[];
  grants: Grant[];
  /** People of the lab need no grant. */
  isStaff: boolean;
}

/** Reads what is required for an instrument and what a person holds, as of the transaction. */
export async function findOperatorFacts(
  connection: Connection,
  key: { labId: string; instrumentId: string; userId: string },
): Promise<OperatorFacts> {
  const [row] = await connection.sql<
    {
      required: string[] | null;
      grants: { kindId: string | null; expiresAt: string | null }[] | null;
      isStaff: boolean;
    }[]
  >`
    SELECT
      (SELECT qualification_ids FROM booking_rules WHERE lab_id = ${key.labId} AND instrument_id = ${key.instrumentId}) AS required,
      (SELECT jsonb_agg(jsonb_build_object('kindId', g.kind_id, 'expiresAt', g.expires_at::text)) FROM qualifications g
        JOIN instruments i ON i.lab_id = g.lab_id AND i.id = ${key.instrumentId}
        WHERE g.lab_id = ${key.labId} AND g.user_id = ${key.userId} AND g.revoked_at IS NULL
          AND (g.instrument_id IS NULL OR g.instrument_id = i.id)
          AND (g.class_code IS NULL OR starts_with(i.class_code, g.class_code))) AS grants,
      EXISTS (SELECT FROM memberships WHERE lab_id = ${key.labId} AND user_id = ${key.userId} AND status = 'active') AS "isStaff"`;
  return {
    required: row?.required ?? [],
    grants: (row?.grants ?? []).map(({ kindId, expiresAt }) => ({
      kindId,
      expiresAt: expiresAt === null ? null : instantFromText(expiresAt),
    })),
    isStaff: row?.isStaff ?? false,
  };
}

/** A grant with the names that people read it by. */
export interface QualificationView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  labId: string;
  userId: string;
  displayName: string;
  instrumentId: string | null;
  instrument: { zh: string; en: string | null } | null;
  classCode: string | null;
  kindId: string | null;
  kind: { zh: string; en: string | null } | null;
  expiresAt: number | null;
  revokedAt: number | null;
  note: string | null;
  grantedBy: string;
}

export interface QualificationFilter {
  labId?: string | undefined;
  userId?: string | undefined;
  instrumentId?: string | undefined;
  classCode?: string | undefined;
  /** `active` at `now`, or else. */
  status?: readonly ('active' | 'expired' | 'revoked')[] | undefined;
  now: number;
  limit: number;
  after?: readonly [number, string] | undefined;
}

type Row = Omit<QualificationView, Instants> & Record<Instants, string | null>;
type Instants = (typeof instants)[number];
const instants = ['createdAt', 'updatedAt', 'expiresAt', 'revokedAt'] as const;

function select(connection: Connection) {
  return connection.sql`
    SELECT q.id, q.version, q.created_at::text AS "createdAt", q.updated_at::text AS "updatedAt", q.lab_id AS "labId",
      q.user_id AS "userId", u.display_name AS "displayName", q.instrument_id AS "instrumentId", q.class_code AS "classCode",
      q.kind_id AS "kindId", q.expires_at::text AS "expiresAt", q.revoked_at::text AS "revokedAt", q.note, q.granted_by AS "grantedBy",
      CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('zh', i.name_zh, 'en', i.name_en) END AS instrument,
      CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('zh', k.name_zh, 'en', k.name_en) END AS kind
    FROM qualifications q
    JOIN users u ON u.id = q.user_id
    LEFT JOIN instruments i ON i.lab_id = q.lab_id AND i.id = q.instrument_id
    LEFT JOIN qualification_kinds k ON k.lab_id = q.lab_id AND k.id = q.kind_id`;
}

/** Labs and districts see the grants that they gave, a customer those of its people, newest first; one more than the limit when there is a next page. */
export async function listQualifications(
  connection: Connection,
  reach: Reach,
  filter: QualificationFilter,
): Promise<QualificationView[]> {
  const { sql } = connection;
  const at = instantToText(filter.now);
  const state = sql`CASE WHEN q.revoked_at IS NOT NULL THEN 'revoked' WHEN q.expires_at <= ${at} THEN 'expired' ELSE 'active' END`;
  const conditions = [
    sql`(${withinReach(connection, reach, { labId: 'q.lab_id', districtId: 'q.district_id' })} OR EXISTS (
      SELECT FROM memberships s WHERE s.user_id = q.user_id AND s.status = 'active'
        AND ${withinReach(connection, reach, { organisationId: 's.organisation_id' })}))`,
    filter.labId ? sql`q.lab_id = ${filter.labId}` : undefined,
    filter.userId ? sql`q.user_id = ${filter.userId}` : undefined,
    filter.instrumentId ? sql`q.instrument_id = ${filter.instrumentId}` : undefined,
    filter.classCode ? sql`q.class_code = ${filter.classCode}` : undefined,
    filter.status ? sql`${state} = ANY(${filter.status as string[]})` : undefined,
    filter.after
      ? sql`(q.created_at, q.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)}
    ORDER BY q.created_at DESC, q.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

/** One grant of a lab, for the answer of the write that made or ended it. */
export async function findQualification(
  connection: Connection,
  reach: Reach,
  id: string,
): Promise<QualificationView | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE q.id = ${id} AND ${withinReach(connection, reach, { labId: 'q.lab_id' })}`;
  return rows.map(view)[0];
}

/** The names of what a lab's rules ask for; one without a name is shown by its id. */
export async function listQualificationKinds(
  connection: Connection,
  labId: string,
): Promise<{ id: string; version: number; nameZh: string; nameEn: string | null }[]> {
  return connection.sql<{ id: string; version: number; nameZh: string; nameEn: string | null }[]>`
    SELECT id, version, name_zh AS "nameZh", name_en AS "nameEn" FROM qualification_kinds WHERE lab_id = ${labId} ORDER BY id LIMIT 500`;
}

function view(row: Row): QualificationView {
  const read = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name])]),
  );
  return { ...row, ...read } as unknown as QualificationView;
}
