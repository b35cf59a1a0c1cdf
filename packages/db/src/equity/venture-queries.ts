import type { DistributionPart, Holding } from '@guanyi/domain/equity/stake';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { seesCase } from './store.ts';

/** A venture as its readers see it. */
export interface VentureView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  labId: string;
  districtId: string;
  caseId: string;
  caseNumber: string;
  name: string;
  status: 'active' | 'left';
  capitalFen: number;
  valueFen: number;
  agreedUnits: number;
  agreedHoldings: Holding[];
  cashFen: number;
  instrumentId: string;
  instrumentNameZh: string;
  instrumentNameEn: string | null;
  zone: string;
}

type Row = Omit<VentureView, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

async function select(connection: Connection, condition: Fragment, limit: number): Promise<VentureView[]> {
  const rows = await connection.sql<Row[]>`
    SELECT v.id, v.version, v.created_at::text AS "createdAt", v.updated_at::text AS "updatedAt", v.lab_id AS "labId",
      v.district_id AS "districtId", v.case_id AS "caseId", c.number AS "caseNumber", v.name, v.status, v.capital_fen AS "capitalFen",
      v.value_fen AS "valueFen", v.agreed_units AS "agreedUnits", v.agreed_holdings AS "agreedHoldings", v.cash_fen AS "cashFen",
      c.instrument_id AS "instrumentId", i.name_zh AS "instrumentNameZh", i.name_en AS "instrumentNameEn", coalesce(i.zone, l.zone) AS zone
    FROM ventures v
    JOIN equity_cases c ON c.lab_id = v.lab_id AND c.id = v.case_id
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    WHERE ${condition} ORDER BY v.created_at DESC, v.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}

/** One venture within reach: of a case that the reader sees. */
export async function findVenture(
  connection: Connection,
  reach: Reach,
  ventureId: string,
): Promise<VentureView | undefined> {
  return (await select(connection, connection.sql`v.id = ${ventureId} AND ${seesCase(connection, reach)}`, 1))[0];
}

/** Ventures within reach, newest first, one more than the limit when there is a next page. */
export async function listVentures(
  connection: Connection,
  reach: Reach,
  page: { limit: number; after?: readonly [createdAt: number, id: string] | undefined },
): Promise<VentureView[]> {
  const { sql } = connection;
  const { after } = page;
  const older = after
    ? sql`AND (v.created_at, v.id) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)`
    : sql``;
  return select(connection, sql`${seesCase(connection, reach)} ${older}`, page.limit + 1);
}

export interface DistributionView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  ventureId: string;
  amountFen: number;
  declaredOn: string;
  parts: (DistributionPart & { nameZh: string; nameEn: string | null })[];
  route: 'ownBudget' | 'treasury' | 'profit';
}

/** Distributions of a venture, newest first, one more than the limit when there is a next page. Whoever asks has seen the venture. */
export async function listDistributions(
  { sql }: Connection,
  of: { labId: string; ventureId: string },
  page: { limit: number; id?: string | undefined; after?: readonly [createdAt: number, id: string] | undefined },
): Promise<DistributionView[]> {
  const { after } = page;
  const older = after
    ? sql`AND (d.created_at, d.id) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)`
    : sql``;
  const one = page.id ? sql`AND d.id = ${page.id}` : sql``;
  const rows = await sql<
    (Omit<DistributionView, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string })[]
  >`
    SELECT d.id, d.version, d.created_at::text AS "createdAt", d.updated_at::text AS "updatedAt", d.venture_id AS "ventureId",
      d.amount_fen AS "amountFen", d.declared_on::text AS "declaredOn", d.route,
      (SELECT jsonb_agg(p.part || jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) ORDER BY p.position)
        FROM jsonb_array_elements(d.parts) WITH ORDINALITY AS p(part, position)
        JOIN organisations o ON o.id = (p.part->>'organisationId')::uuid) AS parts
    FROM distributions d WHERE d.lab_id = ${of.labId} AND d.venture_id = ${of.ventureId} ${one} ${older}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${count(sql, page.limit + 1)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}
