import type { EquityStatus } from '@guanyi/domain/equity/equity-case';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf } from '../reach.ts';
import { seesCase } from './store.ts';

interface Name {
  nameZh: string;
  nameEn: string | null;
}

/** A case as its readers see it. Times inside the parts are text as PostgreSQL writes it in JSON. */
export interface EquityCaseView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  number: string;
  status: EquityStatus;
  labId: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  ventureName: string;
  ventureId: string | null;
  purposeKind: string;
  purposeText: string;
  approvedAt: number | null;
  lapsesAt: number | null;
  feasibility: { conclusion: 'positive' | 'negative'; summary: string; fileIds: string[] } | null;
  appraisalId: string | null;
  noticeText: string | null;
  noticePublishedAt: number | null;
  noticeFirstDay: string | null;
  noticeLastDay: string | null;
  agreementFrom: string | null;
  firstDay: string | null;
  exitKind: 'buyBack' | 'transfer' | 'windUp' | null;
  lastDay: string | null;
  instrumentReturns: boolean | null;
  considerationFen: number | null;
  instrument: Name & {
    model: string;
    classCode: string;
    zone: string;
    originalValueFen: number | null;
    supervisedUntil: string | null;
  };
  lab: Name & { city: string };
  district: Name & { uscc: string };
  organisation: Name & { kind: string; uscc: string };
  openObjections: number;
}

type Times = 'createdAt' | 'updatedAt' | 'approvedAt' | 'lapsesAt' | 'noticePublishedAt';
type Row = Omit<EquityCaseView, Times> & Record<Times, string | null>;

export interface CaseFilter {
  status?: readonly string[] | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  limit: number;
  after?: readonly [createdAt: number, id: string] | undefined;
}

function select({ sql }: Connection) {
  return sql`
    SELECT c.id, c.version, c.created_at::text AS "createdAt", c.updated_at::text AS "updatedAt", c.number, c.status, c.lab_id AS "labId",
      c.instrument_id AS "instrumentId", c.district_id AS "districtId", c.organisation_id AS "organisationId", c.user_id AS "userId",
      c.venture_name AS "ventureName", c.venture_id AS "ventureId", c.purpose_kind AS "purposeKind", c.purpose_text AS "purposeText",
      c.approved_at::text AS "approvedAt", c.lapses_at::text AS "lapsesAt", c.feasibility, c.appraisal_id AS "appraisalId",
      c.notice_text AS "noticeText", c.notice_published_at::text AS "noticePublishedAt", c.notice_first_day::text AS "noticeFirstDay",
      c.notice_last_day::text AS "noticeLastDay", c.agreement_from::text AS "agreementFrom", c.first_day::text AS "firstDay",
      c.exit_kind AS "exitKind", c.last_day::text AS "lastDay", c.instrument_returns AS "instrumentReturns",
      c.consideration_fen AS "considerationFen",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'classCode', i.class_code,
        'zone', coalesce(i.zone, l.zone), 'originalValueFen', i.original_value_fen, 'supervisedUntil', i.customs_supervised_until) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      jsonb_build_object('nameZh', d.name_zh, 'nameEn', d.name_en, 'uscc', d.uscc) AS district,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en, 'kind', o.kind, 'uscc', o.uscc) AS organisation,
      (SELECT count(*)::int FROM equity_objections b WHERE b.lab_id = c.lab_id AND b.case_id = c.id AND b.status = 'open') AS "openObjections"
    FROM equity_cases c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations d ON d.id = c.district_id
    JOIN organisations o ON o.id = c.organisation_id`;
}

function view(row: Row): EquityCaseView {
  const optional = (text: string | null) => (text === null ? null : instantFromText(text));
  return {
    ...row,
    createdAt: optional(row.createdAt) ?? 0,
    updatedAt: optional(row.updatedAt) ?? 0,
    approvedAt: optional(row.approvedAt),
    lapsesAt: optional(row.lapsesAt),
    noticePublishedAt: optional(row.noticePublishedAt),
  };
}

/** One case, or undefined when it does not exist or lies out of reach. */
export async function findCase(
  connection: Connection,
  reach: Reach,
  caseId: string,
): Promise<EquityCaseView | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE c.id = ${caseId} AND ${seesCase(connection, reach)}`;
  return rows.map(view)[0];
}

/** Cases within reach, newest first, one more than the limit when there is a next page. */
export async function listCases(connection: Connection, reach: Reach, filter: CaseFilter): Promise<EquityCaseView[]> {
  const { sql } = connection;
  const where = allOf(connection, [seesCase(connection, reach), ...filters(connection, filter)]);
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${where} ORDER BY c.created_at DESC, c.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

function filters({ sql }: Connection, filter: CaseFilter) {
  return [
    filter.status ? sql`c.status = ANY(${filter.status as string[]})` : undefined,
    filter.instrumentId ? sql`c.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`c.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`c.organisation_id = ${filter.organisationId}` : undefined,
    filter.after
      ? sql`(c.created_at, c.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
}

/** What the public may read: cases under notice and after it, newest notice first. */
export async function listPublicCases(
  connection: Connection,
  filter: {
    limit: number;
    caseId?: string | undefined;
    after?: readonly [publishedAt: number, id: string] | undefined;
  },
): Promise<EquityCaseView[]> {
  const { sql } = connection;
  const { after } = filter;
  const where = allOf(connection, [
    sql`c.notice_published_at IS NOT NULL AND c.status IN ('noticed', 'agreed', 'contributed', 'exited')`,
    filter.caseId ? sql`c.id = ${filter.caseId}` : undefined,
    after
      ? sql`(c.notice_published_at, c.id) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)`
      : undefined,
  ]);
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${where} ORDER BY c.notice_published_at DESC, c.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}
