import type { VoucherMode } from '@guanyi/domain/vouchers/voucher';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** A voucher and what is left of it and of its organisation's cap, locked until the transaction ends. */
export interface LockedVoucher {
  id: string;
  programmeId: string;
  organisationId: string;
  leftFen: number;
  capLeftFen: number;
  year: number;
  sharePermille: number;
  modes: VoucherMode[];
  settle: 'deduct' | 'reimburse';
}

/** Cap before voucher, always, so that two redemptions never wait for one another crosswise. */
export async function lockVoucher(tx: Tx, voucherId: string): Promise<LockedVoucher | undefined> {
  await tx.sql`
    SELECT 1 FROM voucher_caps c JOIN vouchers v ON v.programme_id = c.programme_id AND v.organisation_id = c.organisation_id
    WHERE v.id = ${voucherId} FOR UPDATE OF c`;
  const [row] = await tx.sql<LockedVoucher[]>`
    SELECT v.id, v.programme_id AS "programmeId", v.organisation_id AS "organisationId", v.amount_fen - v.used_fen AS "leftFen",
      c.cap_fen - c.used_fen AS "capLeftFen", p.year, p.share_permille AS "sharePermille", p.modes, p.settle
    FROM vouchers v
    JOIN voucher_caps c ON c.programme_id = v.programme_id AND c.organisation_id = v.organisation_id
    JOIN voucher_programmes p ON p.id = v.programme_id
    WHERE v.id = ${voucherId} FOR UPDATE OF v`;
  return row;
}

/** Whether a voucher has paid its share of a statement; the statement is locked, so nobody is about to. */
export async function isRedeemed(tx: Tx, statement: { payeeId: string; id: string }): Promise<boolean> {
  const rows = await tx.sql`
    SELECT FROM voucher_redemptions WHERE payee_id = ${statement.payeeId} AND statement_id = ${statement.id}`;
  return rows.length > 0;
}

export interface NewRedemption {
  id: string;
  payeeId: string;
  voucherId: string;
  programmeId: string;
  organisationId: string;
  statementId: string;
  amountFen: number;
  settle: 'deduct' | 'reimburse';
}

/**
 * Writes what a voucher paid and counts it in voucher and cap; the checks of both rows hold whatever the caller computed.
 * @returns false when a voucher has paid its share of the statement already.
 */
export async function insertRedemption(
  tx: Tx,
  redemption: NewRedemption,
  by: { userId: string | null; now: number },
): Promise<boolean> {
  const at = instantToText(by.now);
  const rows = await tx.sql`
    WITH written AS (
      INSERT INTO voucher_redemptions (payee_id, id, voucher_id, statement_id, amount_fen, settle, created_by, created_at)
      VALUES (${redemption.payeeId}, ${redemption.id}, ${redemption.voucherId}, ${redemption.statementId}, ${redemption.amountFen},
        ${redemption.settle}, ${by.userId}, ${at})
      ON CONFLICT (payee_id, statement_id) DO NOTHING RETURNING id
    ), counted AS (
      UPDATE voucher_caps SET used_fen = used_fen + ${redemption.amountFen}
      WHERE programme_id = ${redemption.programmeId} AND organisation_id = ${redemption.organisationId} AND EXISTS (SELECT FROM written)
    )
    UPDATE vouchers SET used_fen = used_fen + ${redemption.amountFen}, version = version + 1, updated_at = ${at}
    WHERE id = ${redemption.voucherId} AND EXISTS (SELECT FROM written) RETURNING id`;
  return rows.length === 1;
}

/** What a voucher paid of a statement, if anything; the statement must be locked. */
export async function findRedemption(
  tx: Tx,
  statement: { payeeId: string; id: string },
): Promise<{ id: string; voucherId: string; amountFen: number; settle: 'deduct' | 'reimburse' } | undefined> {
  const [row] = await tx.sql<{ id: string; voucherId: string; amountFen: number; settle: 'deduct' | 'reimburse' }[]>`
    SELECT id, voucher_id AS "voucherId", amount_fen AS "amountFen", settle FROM voucher_redemptions
    WHERE payee_id = ${statement.payeeId} AND statement_id = ${statement.id} AND released_at IS NULL`;
  return row;
}

/** Gives a voucher and its cap back what they had paid; both must be locked. */
export async function releaseRedemption(
  tx: Tx,
  redemption: { id: string; payeeId: string; voucherId: string; amountFen: number },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE voucher_redemptions SET released_at = ${at} WHERE payee_id = ${redemption.payeeId} AND id = ${redemption.id}`;
  await tx.sql`
    UPDATE voucher_caps c SET used_fen = c.used_fen - ${redemption.amountFen} FROM vouchers v
    WHERE v.id = ${redemption.voucherId} AND c.programme_id = v.programme_id AND c.organisation_id = v.organisation_id`;
  await tx.sql`
    UPDATE vouchers SET used_fen = used_fen - ${redemption.amountFen}, version = version + 1, updated_at = ${at}
    WHERE id = ${redemption.voucherId}`;
}

/** One line of the file that goes to the sponsor. */
export interface RedemptionRow {
  number: string;
  organisation: string;
  uscc: string;
  payee: string;
  statementNumber: string | null;
  period: string;
  totalFen: number;
  amountFen: number;
  settle: string;
  day: string;
}

/** All redemptions of a programme that stand, oldest first. */
export async function listRedemptions(connection: Connection, programmeId: string): Promise<RedemptionRow[]> {
  return connection.sql<RedemptionRow[]>`
    SELECT v.number, o.name_zh AS organisation, o.uscc, d.name_zh AS payee, s.number AS "statementNumber", s.period,
      s.total_fen AS "totalFen", r.amount_fen AS "amountFen", r.settle, (r.created_at AT TIME ZONE d.zone)::date::text AS day
    FROM voucher_redemptions r
    JOIN vouchers v ON v.id = r.voucher_id
    JOIN organisations o ON o.id = v.organisation_id
    JOIN organisations d ON d.id = r.payee_id
    JOIN statements s ON s.payee_id = r.payee_id AND s.id = r.statement_id
    WHERE v.programme_id = ${programmeId} AND r.released_at IS NULL ORDER BY r.created_at, r.id`;
}
