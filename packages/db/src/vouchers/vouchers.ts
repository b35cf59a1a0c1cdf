import type { Reach } from '@guanyi/domain/identity/reach';
import type { VoucherMode } from '@guanyi/domain/vouchers/voucher';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredProgramme {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  sponsorId: string;
  sponsor: { nameZh: string; nameEn: string | null };
  name: string;
  region: string;
  year: number;
  capPerOrganisationFen: number;
  sharePermille: number;
  modes: VoucherMode[];
  settle: 'deduct' | 'reimburse';
  issuedFen: number;
  usedFen: number;
}

type Stamped<T extends { createdAt: number; updatedAt: number }> = Omit<T, 'createdAt' | 'updatedAt'> & {
  createdAt: string;
  updatedAt: string;
};

const stamped = <T extends { createdAt: number; updatedAt: number }>(row: Stamped<T>): T =>
  ({ ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) }) as unknown as T;

export async function insertProgramme(
  tx: Tx,
  programme: Omit<StoredProgramme, 'version' | 'createdAt' | 'updatedAt' | 'sponsor' | 'issuedFen' | 'usedFen'>,
  by: { userId: string | null; now: number },
): Promise<void> {
  const at = instantToText(by.now);
  await tx.sql`
    INSERT INTO voucher_programmes (id, sponsor_id, name, region, year, cap_per_organisation_fen, share_permille, modes, settle, created_by, created_at, updated_at)
    VALUES (${programme.id}, ${programme.sponsorId}, ${programme.name}, ${programme.region}, ${programme.year},
      ${programme.capPerOrganisationFen}, ${programme.sharePermille}, ${programme.modes as string[]}, ${programme.settle},
      ${by.userId}, ${at}, ${at})`;
}

/** The organisation for which a person holds one of the roles. */
export async function findSponsorOf(
  connection: Connection,
  userId: string,
  roles: readonly string[],
): Promise<string | undefined> {
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT organisation_id AS id FROM memberships
    WHERE user_id = ${userId} AND status = 'active' AND role = ANY(${roles as string[]}) ORDER BY id LIMIT 1`;
  return row?.id;
}

export interface ListFilter {
  id?: string | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Programmes of the reader's district, or all of them, newest first, one more than the limit. The cursor is (createdAt, id). */
export async function listProgrammes(
  connection: Connection,
  reach: Reach,
  filter: ListFilter & { year?: number | undefined },
): Promise<StoredProgramme[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, { districtId: 'p.sponsor_id' }),
    filter.id ? sql`p.id = ${filter.id}` : undefined,
    filter.year !== undefined ? sql`p.year = ${filter.year}` : undefined,
    filter.after
      ? sql`(p.created_at, p.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Stamped<StoredProgramme>[]>`
    SELECT p.id, p.version, p.created_at::text AS "createdAt", p.updated_at::text AS "updatedAt", p.sponsor_id AS "sponsorId", p.name,
      p.region, p.year, p.cap_per_organisation_fen AS "capPerOrganisationFen", p.share_permille AS "sharePermille", p.modes, p.settle,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS sponsor, v."issuedFen", v."usedFen"
    FROM voucher_programmes p JOIN organisations o ON o.id = p.sponsor_id
    CROSS JOIN LATERAL (SELECT coalesce(sum(amount_fen), 0)::bigint AS "issuedFen", coalesce(sum(used_fen), 0)::bigint AS "usedFen"
      FROM vouchers WHERE programme_id = p.id) v
    WHERE ${allOf(connection, conditions)} ORDER BY p.created_at DESC, p.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => stamped<StoredProgramme>(row));
}

/** Writes a voucher; the cap of its organisation comes into being with the first. */
export async function insertVoucher(
  tx: Tx,
  voucher: {
    id: string;
    programmeId: string;
    organisationId: string;
    number: string;
    amountFen: number;
    capFen: number;
  },
  by: { userId: string | null; now: number },
): Promise<void> {
  const at = instantToText(by.now);
  await tx.sql`
    INSERT INTO voucher_caps (programme_id, organisation_id, cap_fen)
    VALUES (${voucher.programmeId}, ${voucher.organisationId}, ${voucher.capFen}) ON CONFLICT DO NOTHING`;
  await tx.sql`
    INSERT INTO vouchers (id, programme_id, organisation_id, number, amount_fen, created_by, created_at, updated_at)
    VALUES (${voucher.id}, ${voucher.programmeId}, ${voucher.organisationId}, ${voucher.number}, ${voucher.amountFen}, ${by.userId}, ${at}, ${at})`;
}

export interface VoucherView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  number: string;
  programmeId: string;
  organisationId: string;
  organisation: { nameZh: string; nameEn: string | null };
  programme: {
    name: string;
    region: string;
    year: number;
    sharePermille: number;
    modes: VoucherMode[];
    settle: 'deduct' | 'reimburse';
  };
  amountFen: number;
  usedFen: number;
  /** Of the programme's cap for the organisation, over all its vouchers. */
  capLeftFen: number;
  redemptions: { statementId: string; amountFen: number; at: string }[];
}

/** Vouchers of the reader's organisation, or of the programmes that the reader runs, newest first. The cursor is (createdAt, id). */
export async function listVouchers(
  connection: Connection,
  reach: Reach,
  filter: ListFilter & { programmeId?: string | undefined; organisationId?: string | undefined },
): Promise<VoucherView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, { organisationId: 'v.organisation_id', districtId: 'p.sponsor_id' }),
    filter.id ? sql`v.id = ${filter.id}` : undefined,
    filter.programmeId ? sql`v.programme_id = ${filter.programmeId}` : undefined,
    filter.organisationId ? sql`v.organisation_id = ${filter.organisationId}` : undefined,
    filter.after
      ? sql`(v.created_at, v.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Stamped<VoucherView>[]>`
    SELECT v.id, v.version, v.created_at::text AS "createdAt", v.updated_at::text AS "updatedAt", v.number, v.programme_id AS "programmeId",
      v.organisation_id AS "organisationId", v.amount_fen AS "amountFen", v.used_fen AS "usedFen", c.cap_fen - c.used_fen AS "capLeftFen",
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation,
      jsonb_build_object('name', p.name, 'region', p.region, 'year', p.year, 'sharePermille', p.share_permille,
        'modes', to_jsonb(p.modes), 'settle', p.settle) AS programme,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('statementId', r.statement_id, 'amountFen', r.amount_fen, 'at', r.created_at)
        ORDER BY r.created_at, r.id), '[]') FROM voucher_redemptions r WHERE r.voucher_id = v.id AND r.released_at IS NULL) AS redemptions
    FROM vouchers v
    JOIN voucher_programmes p ON p.id = v.programme_id
    JOIN voucher_caps c ON c.programme_id = v.programme_id AND c.organisation_id = v.organisation_id
    JOIN organisations o ON o.id = v.organisation_id
    WHERE ${allOf(connection, conditions)} ORDER BY v.created_at DESC, v.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => stamped<VoucherView>(row));
}
