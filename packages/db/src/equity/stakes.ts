import type { Holding } from '@guanyi/domain/equity/stake';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';

/** A venture as its units are kept: in the books of the district that contributes. */
export interface VentureBooks {
  districtId: string;
  ventureId: string;
}

/** Units of a venture that one party holds now. */
export async function heldUnits({ sql }: Connection, of: VentureBooks & { organisationId: string }): Promise<number> {
  const [row] = await sql<{ units: number }[]>`
    SELECT credit_sum - debit_sum AS units FROM ledger_accounts
    WHERE district_id = ${of.districtId} AND kind = 'stakeHolding' AND owner_id = ${of.organisationId} AND scope_id = ${of.ventureId}`;
  return row?.units ?? 0;
}

export interface NamedHolding extends Holding {
  nameZh: string;
  nameEn: string | null;
}

/** The register now: all units issued, and every holder with something, the largest first. */
export async function readRegister(
  { sql }: Connection,
  { districtId, ventureId }: VentureBooks,
): Promise<{ unitsIssued: number; holdings: NamedHolding[] }> {
  const rows = await sql<(NamedHolding & { kind: string })[]>`
    SELECT a.kind, a.owner_id AS "organisationId", a.credit_sum - a.debit_sum AS units, o.name_zh AS "nameZh", o.name_en AS "nameEn"
    FROM ledger_accounts a LEFT JOIN organisations o ON o.id = a.owner_id
    WHERE a.district_id = ${districtId} AND a.scope_id = ${ventureId} AND a.kind IN ('stakeIssue', 'stakeHolding')
    ORDER BY units DESC, a.owner_id`;
  const issue = rows.find((row) => row.kind === 'stakeIssue');
  const holdings = rows
    .filter((row) => row.kind === 'stakeHolding' && row.units > 0)
    .map(({ organisationId, units, nameZh, nameEn }) => ({ organisationId, units, nameZh, nameEn }));
  return { unitsIssued: issue ? -issue.units : 0, holdings };
}

/** Who held how much at the end of a day. */
export async function holdingsOn({ sql }: Connection, of: VentureBooks & { day: string }): Promise<Holding[]> {
  return sql<Holding[]>`
    SELECT a.owner_id AS "organisationId", sum(CASE WHEN t.credit_account_id = a.id THEN t.amount ELSE -t.amount END)::bigint AS units
    FROM ledger_accounts a
    JOIN transfers t ON t.district_id = a.district_id AND a.id IN (t.debit_account_id, t.credit_account_id)
    WHERE a.district_id = ${of.districtId} AND a.scope_id = ${of.ventureId} AND a.kind = 'stakeHolding' AND t.unit <> 'fen'
      AND t.unit = ${`stake:${of.ventureId}`} AND t.state = 'posted' AND t.day <= ${of.day}
    GROUP BY a.owner_id`;
}

/** One line of the register: what a holder got or gave. A transfer makes two. */
export interface StakeEntry {
  id: string;
  /** −1 for what was given, 1 for what was got; with the id it names the line. */
  sign: -1 | 1;
  organisationId: string;
  nameZh: string;
  nameEn: string | null;
  units: number;
  kind: 'stakeIssue' | 'stakeTransfer' | 'stakeCancel';
  reference: string;
  at: number;
}

/** Where a page of entries begins: the last line of the page before. */
export type EntryCursor = readonly [at: number, id: string, sign: number];

/** Entries of a venture, newest first, one more than the limit when another page follows. */
export async function listEntries(
  connection: Connection,
  of: VentureBooks,
  page: { limit: number; after?: EntryCursor | undefined; organisationId?: string | undefined },
): Promise<StakeEntry[]> {
  const { sql } = connection;
  const { after } = page;
  const older = after
    ? sql`AND (t.created_at, t.id) <= (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)`
    : sql``;
  const beyond = after
    ? sql`WHERE (e.at, e.id, e.sign) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid, ${after[2]}::int)`
    : sql``;
  const own = page.organisationId ? sql`AND a.owner_id = ${page.organisationId}` : sql``;
  const rows = await sql<(Omit<StakeEntry, 'at'> & { at: string })[]>`
    SELECT e.id, e.sign, e."organisationId", o.name_zh AS "nameZh", o.name_en AS "nameEn", e.sign * e.amount AS units, e.kind, e.reference,
      e.at::text AS at
    FROM (
      SELECT t.id, t.created_at AS at, t.amount, t.kind, t.reference, a.owner_id AS "organisationId",
        CASE WHEN t.credit_account_id = a.id THEN 1 ELSE -1 END AS sign
      FROM transfers t
      JOIN ledger_accounts a ON a.district_id = t.district_id AND a.id IN (t.debit_account_id, t.credit_account_id)
      WHERE t.district_id = ${of.districtId} AND t.unit <> 'fen' AND t.unit = ${`stake:${of.ventureId}`} AND t.state = 'posted'
        AND a.kind = 'stakeHolding' ${own} ${older}
      ORDER BY t.created_at DESC, t.id DESC, sign DESC LIMIT ${count(sql, page.limit + 3)}
    ) e JOIN organisations o ON o.id = e."organisationId"
    ${beyond} ORDER BY e.at DESC, e.id DESC, e.sign DESC LIMIT ${count(sql, page.limit + 1)}`;
  return rows.map((row) => ({ ...row, at: instantFromText(row.at) }));
}
