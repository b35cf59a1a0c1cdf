import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export type FilingSubject = 'loan' | 'lease' | 'equityCase';

export interface NewFiling {
  labId: string;
  id: string;
  chainId: string;
  subjectType: FilingSubject;
  subjectId: string;
  subjectNumber: string;
  districtId: string;
  organisationId: string;
  instrumentId: string;
  zone: string;
  dueOn: string;
  remindAt: number;
  createdAt: number;
}

/** A task to file an approved disposal, with the names that people read it by. */
export interface FilingView extends Omit<NewFiling, 'remindAt' | 'createdAt' | 'chainId'> {
  version: number;
  createdAt: number;
  updatedAt: number;
  status: 'open' | 'filed' | 'dropped';
  filedAt: number | null;
  filedBy: string | null;
  reference: string | null;
  fileId: string | null;
  instrument: { nameZh: string; nameEn: string | null; model: string };
  lab: { nameZh: string; nameEn: string | null };
  organisation: { nameZh: string; nameEn: string | null };
}

export interface FilingFilter {
  status?: readonly ('open' | 'late' | 'filed')[] | undefined;
  subjectId?: string | undefined;
  labId?: string | undefined;
  filingId?: string | undefined;
  now: number;
  limit: number;
  after?: readonly [string, string] | undefined;
}

export async function insertFiling(tx: Tx, filing: NewFiling): Promise<void> {
  const at = instantToText(filing.createdAt);
  await tx.sql`
    INSERT INTO filings (lab_id, id, chain_id, subject_type, subject_id, subject_number, district_id, organisation_id, instrument_id, zone,
      due_on, status, remind_at, created_at, updated_at)
    VALUES (${filing.labId}, ${filing.id}, ${filing.chainId}, ${filing.subjectType}, ${filing.subjectId}, ${filing.subjectNumber},
      ${filing.districtId}, ${filing.organisationId}, ${filing.instrumentId}, ${filing.zone}, ${filing.dueOn}, 'open',
      ${instantToText(filing.remindAt)}, ${at}, ${at})`;
}

const owners = { labId: 'f.lab_id', districtId: 'f.district_id' };
type Row = Omit<FilingView, 'createdAt' | 'updatedAt' | 'filedAt'> &
  Record<'createdAt' | 'updatedAt', string> & { filedAt: string | null };

/** Filings within reach, the nearest day first, one more than the limit when there is a next page. */
export async function listFilings(connection: Connection, reach: Reach, filter: FilingFilter): Promise<FilingView[]> {
  const { sql } = connection;
  const today = sql`(${instantToText(filter.now)}::timestamptz AT TIME ZONE f.zone)::date`;
  const states = filter.status?.map((status) => {
    if (status === 'filed') return sql`f.status = 'filed'`;
    return status === 'late'
      ? sql`(f.status = 'open' AND f.due_on < ${today})`
      : sql`(f.status = 'open' AND f.due_on >= ${today})`;
  });
  const conditions = [
    withinReach(connection, reach, owners),
    filter.filingId ? sql`f.id = ${filter.filingId}` : undefined,
    filter.subjectId ? sql`f.subject_id = ${filter.subjectId}` : undefined,
    filter.labId ? sql`f.lab_id = ${filter.labId}` : undefined,
    states ? sql`(${states.reduce((sum, arm) => sql`${sum} OR ${arm}`)})` : undefined,
    filter.after ? sql`(f.due_on, f.id) > (${filter.after[0]}::date, ${filter.after[1]}::uuid)` : undefined,
  ];
  const rows = await sql<Row[]>`
    SELECT f.lab_id AS "labId", f.id, f.version, f.subject_type AS "subjectType", f.subject_id AS "subjectId", f.subject_number AS "subjectNumber",
      f.district_id AS "districtId", f.organisation_id AS "organisationId", f.instrument_id AS "instrumentId", f.zone, f.due_on::text AS "dueOn",
      f.status, f.filed_at::text AS "filedAt", u.display_name AS "filedBy", f.reference, f.file_id AS "fileId",
      f.created_at::text AS "createdAt", f.updated_at::text AS "updatedAt",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en) AS lab,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation
    FROM filings f
    JOIN instruments i ON i.lab_id = f.lab_id AND i.id = f.instrument_id
    JOIN labs l ON l.id = f.lab_id
    JOIN organisations o ON o.id = f.organisation_id
    LEFT JOIN users u ON u.id = f.filed_by
    WHERE ${allOf(connection, conditions)} ORDER BY f.due_on, f.id LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
    filedAt: row.filedAt === null ? null : instantFromText(row.filedAt),
  }));
}

/** A filing within reach, locked until the transaction ends. */
export async function loadFilingForUpdate(
  tx: Tx,
  reach: Reach,
  filingId: string,
): Promise<{ labId: string; id: string; version: number; status: string; userId: string | null } | undefined> {
  const [row] = await tx.sql<
    { labId: string; id: string; version: number; status: string; userId: string | null }[]
  >`SELECT f.lab_id AS "labId", f.id, f.version, f.status, f.filed_by AS "userId" FROM filings f
    WHERE f.id = ${filingId} AND ${withinReach(tx, reach, owners)} FOR UPDATE`;
  return row;
}

export async function markFiled(
  tx: Tx,
  filing: { labId: string; id: string },
  how: { reference: string; fileId: string | null; userId: string; at: number },
): Promise<void> {
  const at = instantToText(how.at);
  await tx.sql`
    UPDATE filings SET status = 'filed', filed_at = ${at}, filed_by = ${how.userId}, reference = ${how.reference}, file_id = ${how.fileId},
      remind_at = NULL, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${filing.labId} AND id = ${filing.id}`;
}

/** What was to be filed never came to be: a cancelled disposal owes nothing. */
export async function dropFiling(tx: Tx, subject: { labId: string; id: string }, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE filings SET status = 'dropped', remind_at = NULL, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${subject.labId} AND subject_id = ${subject.id} AND status = 'open'`;
}

/** Filings that people are to be reminded of now; rows in somebody else's hands are left. */
export async function loadFilingsToRemind(
  tx: Tx,
  now: number,
  limit: number,
): Promise<{ labId: string; id: string; dueOn: string; zone: string }[]> {
  return tx.sql`
    SELECT lab_id AS "labId", id, due_on::text AS "dueOn", zone FROM filings
    WHERE status = 'open' AND remind_at <= ${instantToText(now)} ORDER BY remind_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/** When the next reminder is due; null for none. */
export async function setNextReminder(
  tx: Tx,
  filing: { labId: string; id: string },
  remindAt: number | null,
): Promise<void> {
  await tx.sql`
    UPDATE filings SET remind_at = ${remindAt === null ? null : instantToText(remindAt)}
    WHERE lab_id = ${filing.labId} AND id = ${filing.id}`;
}
