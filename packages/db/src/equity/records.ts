import type { DistributionPart, Holding } from '@guanyi/domain/equity/stake';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface StoredAppraisal {
  id: string;
  labId: string;
  caseId: string;
  position: number;
  agency: string;
  reportNumber: string;
  method: 'cost' | 'market' | 'income';
  baseDate: string;
  /** Inclusive. */
  validUntil: string;
  valueFen: number;
  fileId: string | null;
  userId: string;
}

/** Adds an appraisal as the next version; the case is locked, so that versions count without gaps. */
export async function insertAppraisal(
  tx: Tx,
  appraisal: Omit<StoredAppraisal, 'position'>,
  now: number,
): Promise<void> {
  await tx.sql`
    INSERT INTO equity_appraisals (lab_id, id, case_id, position, agency, report_number, method, base_date, valid_until, value_fen,
      file_id, user_id, created_at)
    SELECT ${appraisal.labId}, ${appraisal.id}, ${appraisal.caseId}, coalesce(max(position), 0) + 1, ${appraisal.agency},
      ${appraisal.reportNumber}, ${appraisal.method}, ${appraisal.baseDate}, ${appraisal.validUntil}, ${appraisal.valueFen}::bigint,
      ${appraisal.fileId}::uuid, ${appraisal.userId}::uuid, ${instantToText(now)}::timestamptz
    FROM equity_appraisals WHERE lab_id = ${appraisal.labId} AND case_id = ${appraisal.caseId}`;
}

export async function findAppraisal(tx: Tx, labId: string, id: string): Promise<StoredAppraisal | undefined> {
  const [row] = await tx.sql<StoredAppraisal[]>`
    SELECT id, lab_id AS "labId", case_id AS "caseId", position, agency, report_number AS "reportNumber", method,
      base_date::text AS "baseDate", valid_until::text AS "validUntil", value_fen AS "valueFen", file_id AS "fileId", user_id AS "userId"
    FROM equity_appraisals WHERE lab_id = ${labId} AND id = ${id}`;
  return row;
}

export interface StoredObjection {
  id: string;
  labId: string;
  caseId: string;
  status: 'open' | 'upheld' | 'rejected';
  /** Who raised it. */
  userId: string;
}

export async function insertObjection(
  tx: Tx,
  objection: { id: string; labId: string; caseId: string; text: string; userId: string },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO equity_objections (lab_id, id, case_id, text, user_id, status, created_at, updated_at)
    VALUES (${objection.labId}, ${objection.id}, ${objection.caseId}, ${objection.text}, ${objection.userId}, 'open', ${at}, ${at})`;
}

/** One objection of a case, locked. */
export async function loadObjectionForUpdate(
  tx: Tx,
  of: { labId: string; id: string },
  objectionId: string,
): Promise<StoredObjection | undefined> {
  const [row] = await tx.sql<StoredObjection[]>`
    SELECT id, lab_id AS "labId", case_id AS "caseId", user_id AS "userId", status FROM equity_objections
    WHERE lab_id = ${of.labId} AND case_id = ${of.id} AND id = ${objectionId} FOR UPDATE`;
  return row;
}

export async function answerObjection(
  tx: Tx,
  objection: StoredObjection,
  answer: { outcome: 'upheld' | 'rejected'; answer: string },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE equity_objections SET status = ${answer.outcome}, answer = ${answer.answer}, answered_at = ${at}, updated_at = ${at},
      version = version + 1
    WHERE lab_id = ${objection.labId} AND id = ${objection.id}`;
}

export async function countOpenObjections(tx: Tx, of: { labId: string; id: string }): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM equity_objections WHERE lab_id = ${of.labId} AND case_id = ${of.id} AND status = 'open'`;
  return row?.count ?? 0;
}

/** Ids that name no verified organisation, of those given. */
export async function findUnknownOrganisations(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    SELECT id FROM organisations WHERE id = ANY(${ids as string[]}::uuid[]) AND status = 'verified'`;
  const known = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !known.has(id));
}

export interface NewVenture {
  id: string;
  labId: string;
  caseId: string;
  districtId: string;
  name: string;
  capitalFen: number;
  valueFen: number;
  agreedUnits: number;
  agreedHoldings: readonly Holding[];
  cashFen: number;
  signedBy: string;
}

export async function insertVenture(tx: Tx, venture: NewVenture, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO ventures (lab_id, id, case_id, district_id, name, status, capital_fen, value_fen, agreed_units, agreed_holdings, cash_fen,
      signed_by, created_at, updated_at)
    VALUES (${venture.labId}, ${venture.id}, ${venture.caseId}, ${venture.districtId}, ${venture.name}, 'active', ${venture.capitalFen},
      ${venture.valueFen}, ${venture.agreedUnits}, ${tx.sql.json(venture.agreedHoldings as never)}, ${venture.cashFen}, ${venture.signedBy},
      ${at}, ${at})`;
}

/** Marks that units of a venture have moved, or that the unit has left it. */
export async function touchVenture(
  tx: Tx,
  venture: { labId: string; id: string; hasLeft?: boolean },
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE ventures SET version = version + 1, updated_at = ${instantToText(now)},
      status = CASE WHEN ${venture.hasLeft ?? false} THEN 'left' ELSE status END
    WHERE lab_id = ${venture.labId} AND id = ${venture.id}`;
}

export interface NewDistribution {
  id: string;
  labId: string;
  ventureId: string;
  districtId: string;
  amountFen: number;
  declaredOn: string;
  parts: readonly DistributionPart[];
  route: 'ownBudget' | 'treasury' | 'profit';
  userId: string;
}

export async function insertDistribution(tx: Tx, made: NewDistribution, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO distributions (lab_id, id, venture_id, district_id, amount_fen, declared_on, parts, route, user_id, created_at, updated_at)
    VALUES (${made.labId}, ${made.id}, ${made.ventureId}, ${made.districtId}, ${made.amountFen}, ${made.declaredOn},
      ${tx.sql.json(made.parts as never)}, ${made.route}, ${made.userId}, ${at}, ${at})`;
}
