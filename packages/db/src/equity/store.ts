import type { EquityState, EquityStep } from '@guanyi/domain/equity/equity-case';
import type { EquityRules } from '@guanyi/domain/equity/terms';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

/** A case as commands handle it. */
export interface StoredEquityCase extends EquityState {
  id: string;
  labId: string;
  version: number;
  number: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  ventureName: string;
  purposeKind: string;
  purposeText: string;
  feasibility: { conclusion: 'positive' | 'negative'; summary: string; fileIds: string[] } | null;
  appraisalId: string | null;
  noticeText: string | null;
  noticePublishedAt: number | null;
  noticeFirstDay: string | null;
  noticeLastDay: string | null;
  agreementFrom: string | null;
  ventureId: string | null;
  firstDay: string | null;
  exitKind: 'buyBack' | 'transfer' | 'windUp' | null;
  lastDay: string | null;
  instrumentReturns: boolean | null;
  considerationFen: number | null;
}

/** A case with what of its instrument and owner the rules ask for. */
export interface LoadedEquityCase extends StoredEquityCase {
  zone: string;
  uscc: string;
  customsSupervisedUntil: string | null;
}

type Row = Omit<LoadedEquityCase, 'approvedAt' | 'lapsesAt' | 'noticePublishedAt'> & {
  approvedAt: string | null;
  lapsesAt: string | null;
  noticePublishedAt: string | null;
};

/** The condition under which a case `c` is seen: it lies in the reader's lab or district, or their organisation is a party. */
export function seesCase(connection: Connection, reach: Reach): Fragment {
  const { sql } = connection;
  const staff = withinReach(connection, reach, { labId: 'c.lab_id', districtId: 'c.district_id' });
  if (reach.all || reach.organisationIds.length === 0) return staff;
  return sql`(${staff} OR EXISTS (SELECT 1 FROM equity_parties p WHERE p.lab_id = c.lab_id AND p.case_id = c.id
    AND p.organisation_id = ANY(${reach.organisationIds as string[]}::uuid[])))`;
}

/** One case within reach, locked until the transaction ends, so that of two deciders the second sees what the first did. */
export async function loadCaseForUpdate(tx: Tx, reach: Reach, caseId: string): Promise<LoadedEquityCase | undefined> {
  return (await selectForUpdate(tx, tx.sql`c.id = ${caseId} AND ${seesCase(tx, reach)}`, tx.sql``, 1))[0];
}

/** The lab of a case within reach, without a lock: what is to be locked before the case is found by it. */
export async function findLabOfCase(connection: Connection, reach: Reach, caseId: string): Promise<string | undefined> {
  const [row] = await connection.sql<{ labId: string }[]>`
    SELECT c.lab_id AS "labId" FROM equity_cases c WHERE c.id = ${caseId} AND ${seesCase(connection, reach)}`;
  return row?.labId;
}

/** The case of a venture within reach, locked: whatever moves units of one venture waits in line here. */
export async function loadCaseOfVentureForUpdate(
  tx: Tx,
  reach: Reach,
  ventureId: string,
): Promise<LoadedEquityCase | undefined> {
  return (await selectForUpdate(tx, tx.sql`c.venture_id = ${ventureId} AND ${seesCase(tx, reach)}`, tx.sql``, 1))[0];
}

/** Cases that nobody took further in time; rows in somebody else's hands are left for the next round. */
export async function loadIdleCasesForUpdate(tx: Tx, now: number, limit: number): Promise<LoadedEquityCase[]> {
  return selectForUpdate(tx, tx.sql`c.lapses_at <= ${instantToText(now)}`, tx.sql`SKIP LOCKED`, limit);
}

async function selectForUpdate(
  tx: Tx,
  condition: Fragment,
  lock: Fragment,
  limit: number,
): Promise<LoadedEquityCase[]> {
  const rows = await tx.sql<Row[]>`
    SELECT c.id, c.lab_id AS "labId", c.version, c.number, c.instrument_id AS "instrumentId", c.district_id AS "districtId",
      c.organisation_id AS "organisationId", c.user_id AS "userId", c.venture_name AS "ventureName",
      c.purpose_kind AS "purposeKind", c.purpose_text AS "purposeText", c.status, c.approved_at::text AS "approvedAt",
      c.lapses_at::text AS "lapsesAt", c.feasibility, c.appraisal_id AS "appraisalId", c.notice_text AS "noticeText",
      c.notice_published_at::text AS "noticePublishedAt", c.notice_first_day::text AS "noticeFirstDay",
      c.notice_last_day::text AS "noticeLastDay", c.agreement_from::text AS "agreementFrom", c.venture_id AS "ventureId",
      c.first_day::text AS "firstDay", c.exit_kind AS "exitKind", c.last_day::text AS "lastDay",
      c.instrument_returns AS "instrumentReturns", c.consideration_fen AS "considerationFen",
      coalesce(i.zone, l.zone) AS zone, o.uscc, i.customs_supervised_until::text AS "customsSupervisedUntil"
    FROM equity_cases c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations o ON o.id = c.district_id
    WHERE ${condition} ORDER BY c.id LIMIT ${limit} FOR UPDATE OF c ${lock}`;
  const optional = (text: string | null) => (text === null ? null : instantFromText(text));
  return rows.map((row) => ({
    ...row,
    approvedAt: optional(row.approvedAt),
    lapsesAt: optional(row.lapsesAt),
    noticePublishedAt: optional(row.noticePublishedAt),
  }));
}

/** What is written beside every change of a case. */
export interface CaseNote {
  actorUserId: string | null;
  note: string | null;
}

/** Writes a new case with its first party and the first line of its log. */
export async function insertCase(tx: Tx, fresh: Omit<StoredEquityCase, 'version'>, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO equity_cases (lab_id, id, number, instrument_id, district_id, organisation_id, user_id, venture_name, purpose_kind,
      purpose_text, status, lapses_at, created_at, updated_at)
    VALUES (${fresh.labId}, ${fresh.id}, ${fresh.number}, ${fresh.instrumentId}, ${fresh.districtId}, ${fresh.organisationId},
      ${fresh.userId}, ${fresh.ventureName}, ${fresh.purposeKind}, ${fresh.purposeText}, ${fresh.status},
      ${fresh.lapsesAt === null ? null : instantToText(fresh.lapsesAt)}, ${at}, ${at})`;
  await addParty(tx, fresh, fresh.organisationId, 'proposer', now);
  await tx.sql`
    INSERT INTO equity_steps (lab_id, case_id, position, at, action, actor_user_id, from_status, to_status, note)
    VALUES (${fresh.labId}, ${fresh.id}, 1, ${at}, 'propose', ${fresh.userId}, NULL, ${fresh.status}, NULL)`;
}

/** Lets an organisation see a case from now on; one that already does stays what it was. */
export async function addParty(
  tx: Tx,
  of: { labId: string; id: string },
  organisationId: string,
  role: 'proposer' | 'holder',
  now: number,
): Promise<void> {
  await tx.sql`
    INSERT INTO equity_parties (lab_id, case_id, organisation_id, role, since)
    VALUES (${of.labId}, ${of.id}, ${organisationId}, ${role}, ${instantToText(now)}) ON CONFLICT DO NOTHING`;
}

/**
 * Writes a new state of a case with a line of its log.
 * @throws when the row has changed since it was loaded, which the lock of loading forbids.
 */
export async function saveCase(tx: Tx, changed: StoredEquityCase, step: EquityStep, note: CaseNote): Promise<void> {
  const at = instantToText(step.at);
  const optional = (value: number | null) => (value === null ? null : instantToText(value));
  const rows = await tx.sql`
    WITH saved AS (
      UPDATE equity_cases SET status = ${changed.status}, version = version + 1, updated_at = ${at},
        approved_at = ${optional(changed.approvedAt)}, lapses_at = ${optional(changed.lapsesAt)},
        feasibility = ${changed.feasibility === null ? null : tx.sql.json(changed.feasibility as never)},
        appraisal_id = ${changed.appraisalId}, notice_text = ${changed.noticeText},
        notice_published_at = ${optional(changed.noticePublishedAt)}, notice_first_day = ${changed.noticeFirstDay},
        notice_last_day = ${changed.noticeLastDay}, agreement_from = ${changed.agreementFrom}, venture_id = ${changed.ventureId},
        first_day = ${changed.firstDay}, exit_kind = ${changed.exitKind}, last_day = ${changed.lastDay},
        instrument_returns = ${changed.instrumentReturns}, consideration_fen = ${changed.considerationFen}
      WHERE lab_id = ${changed.labId} AND id = ${changed.id} AND version = ${changed.version}
      RETURNING lab_id, version
    ), remembered AS (
      INSERT INTO equity_steps (lab_id, case_id, position, at, action, actor_user_id, from_status, to_status, note)
      SELECT lab_id, ${changed.id}, version, ${at}, ${step.verb}, ${note.actorUserId}, ${step.from}, ${step.to}, ${note.note}
      FROM saved
    )
    SELECT lab_id FROM saved`;
  if (rows.length !== 1) throw new Error(`Equity case ${changed.id} changed while it was locked.`);
}

/**
 * Adds a line to the log without a change of state: an objection, a question, a distribution.
 * @returns the new version of the case.
 */
export async function remember(
  tx: Tx,
  of: { labId: string; id: string; status: string },
  line: { action: string; at: number } & CaseNote,
): Promise<void> {
  const at = instantToText(line.at);
  await tx.sql`
    WITH saved AS (
      UPDATE equity_cases SET version = version + 1, updated_at = ${at} WHERE lab_id = ${of.labId} AND id = ${of.id}
      RETURNING lab_id, version
    )
    INSERT INTO equity_steps (lab_id, case_id, position, at, action, actor_user_id, from_status, to_status, note)
    SELECT lab_id, ${of.id}, version, ${at}, ${line.action}, ${line.actorUserId}, ${of.status}, ${of.status}, ${line.note} FROM saved`;
}

/** The rules in force on a day. @throws when none is, which the first migration rules out. */
export async function findEquityRules(connection: Connection, day: string): Promise<EquityRules> {
  const [row] = await connection.sql<EquityRules[]>`
    SELECT notice_days AS "noticeDays", appraisal_months AS "appraisalMonths", idle_months AS "idleMonths", "references"
    FROM equity_rules WHERE effective_from <= ${day} ORDER BY effective_from DESC LIMIT 1`;
  if (!row) throw new Error(`No equity rules are in force on ${day}.`);
  return row;
}
