import type { ApprovalStatus, ChainStatus, ChainStep } from '@guanyi/domain/approvals/chain';
import type { DeciderRole } from '@guanyi/domain/approvals/policy';
import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Mode } from '@guanyi/domain/catalogue/offering';
import type { Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** What approvals can be about. */
export const SUBJECT_TYPES = ['loan', 'lease', 'loanExtension', 'leaseExtension', 'equityCase'] as const;

export type SubjectType = (typeof SUBJECT_TYPES)[number];

export interface StoredChain {
  labId: string;
  id: string;
  subjectType: SubjectType;
  subjectId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  zone: string;
  filingWorkingDays: number | null;
  status: ChainStatus;
  answerDueAt: number | null;
  steps: ChainStep[];
}

export interface NewChain extends Omit<StoredChain, 'status' | 'answerDueAt'> {
  subjectNumber: string;
  instrumentId: string;
  mode: Mode;
  form: Form | null;
  valueFen: number;
  days: number;
  policyId: string;
  createdAt: number;
}

/** Writes a chain with all its steps. @throws a unique violation when the subject has a chain under way, which its own state forbids. */
export async function insertChain(tx: Tx, chain: NewChain): Promise<void> {
  const at = instantToText(chain.createdAt);
  await tx.sql`
    INSERT INTO approval_chains (lab_id, id, subject_type, subject_id, subject_number, district_id, organisation_id, instrument_id, user_id,
      mode, form, value_fen, days, policy_id, filing_working_days, zone, status, created_at, updated_at)
    VALUES (${chain.labId}, ${chain.id}, ${chain.subjectType}, ${chain.subjectId}, ${chain.subjectNumber}, ${chain.districtId},
      ${chain.organisationId}, ${chain.instrumentId}, ${chain.userId}, ${chain.mode}, ${chain.form}, ${chain.valueFen}, ${chain.days},
      ${chain.policyId}, ${chain.filingWorkingDays}, ${chain.zone}, 'open', ${at}, ${at})`;
  for (const step of chain.steps) await insertStep(tx, chain, step, chain.createdAt);
}

type StepOwner = Pick<StoredChain, 'labId' | 'id' | 'subjectType' | 'subjectId' | 'districtId' | 'organisationId'>;

export async function insertStep(tx: Tx, chain: StepOwner, step: ChainStep, now: number): Promise<void> {
  await tx.sql`
    INSERT INTO approvals (lab_id, id, chain_id, subject_type, subject_id, district_id, organisation_id, step, stage, round, roles, sla_hours,
      on_timeout, status, opened_at, deadline_at, created_at, updated_at)
    VALUES (${chain.labId}, ${step.id}, ${chain.id}, ${chain.subjectType}, ${chain.subjectId}, ${chain.districtId}, ${chain.organisationId},
      ${step.step}, ${step.stage}, ${step.round}, ${step.roles as string[]}, ${step.slaHours}, ${step.onTimeout}, ${step.status},
      ${step.openedAt === null ? null : instantToText(step.openedAt)}, ${instantToText(step.deadline)}, ${instantToText(now)}, ${instantToText(now)})`;
}

interface ChainRow extends Omit<StoredChain, 'answerDueAt' | 'steps'> {
  answerDueAt: string | null;
  steps: (Omit<ChainStep, 'openedAt' | 'deadline'> & { openedAt: string | null; deadline: string })[];
}

async function lockAndRead(tx: Tx, key: { labId: string; id: string }): Promise<StoredChain> {
  // The steps are read by a statement of their own, which sees what an earlier holder of the lock has committed.
  const [row] = await tx.sql<ChainRow[]>`
    SELECT c.lab_id AS "labId", c.id, c.subject_type AS "subjectType", c.subject_id AS "subjectId", c.district_id AS "districtId",
      c.organisation_id AS "organisationId", c.user_id AS "userId", c.zone, c.filing_working_days AS "filingWorkingDays", c.status,
      c.answer_due_at::text AS "answerDueAt",
      (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'step', a.step, 'stage', a.stage, 'round', a.round, 'roles', a.roles,
          'slaHours', a.sla_hours, 'onTimeout', a.on_timeout, 'status', a.status, 'openedAt', a.opened_at, 'deadline', a.deadline_at)
          ORDER BY a.step, a.round)
        FROM approvals a WHERE a.lab_id = c.lab_id AND a.chain_id = c.id) AS steps
    FROM approval_chains c WHERE c.lab_id = ${key.labId} AND c.id = ${key.id}`;
  if (!row) throw new Error(`Chain ${key.id} is gone while it was locked.`);
  return {
    ...row,
    answerDueAt: row.answerDueAt === null ? null : instantFromText(row.answerDueAt),
    steps: row.steps.map((step) => ({
      ...step,
      roles: step.roles as DeciderRole[],
      openedAt: step.openedAt === null ? null : instantFromText(step.openedAt),
      deadline: instantFromText(step.deadline),
    })),
  };
}

/** One chain with its steps, locked until the transaction ends, so that of two deciders the second sees what the first did. */
export async function loadChainForUpdate(tx: Tx, labId: string, chainId: string): Promise<StoredChain> {
  await tx.sql`SELECT 1 FROM approval_chains WHERE lab_id = ${labId} AND id = ${chainId} FOR UPDATE`;
  return lockAndRead(tx, { labId, id: chainId });
}

/** The chain under way of a subject, locked. */
export async function loadChainOfSubject(
  tx: Tx,
  subject: { labId: string; subjectType: SubjectType; subjectId: string },
): Promise<StoredChain | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    SELECT id FROM approval_chains WHERE lab_id = ${subject.labId} AND subject_type = ${subject.subjectType}
      AND subject_id = ${subject.subjectId} AND status IN ('open', 'returned') FOR UPDATE`;
  return row && lockAndRead(tx, { labId: subject.labId, id: row.id });
}

/** Chains with a step whose deadline has passed, or whose requester did not complete them in time; rows in other hands are left. */
export async function loadOverdueChains(tx: Tx, now: number, limit: number): Promise<StoredChain[]> {
  const at = instantToText(now);
  const rows = await tx.sql<{ labId: string; id: string }[]>`
    SELECT c.lab_id AS "labId", c.id FROM approval_chains c
    WHERE (c.lab_id, c.id) IN (
      (SELECT a.lab_id, a.chain_id FROM approvals a JOIN approval_chains open ON open.lab_id = a.lab_id AND open.id = a.chain_id
        WHERE a.status = 'pending' AND a.opened_at IS NOT NULL AND a.deadline_at <= ${at} AND open.status = 'open' LIMIT ${limit})
      UNION ALL
      (SELECT r.lab_id, r.id FROM approval_chains r WHERE r.status = 'returned' AND r.answer_due_at <= ${at} LIMIT ${limit}))
    LIMIT ${limit} FOR UPDATE OF c SKIP LOCKED`;
  const chains: StoredChain[] = [];
  for (const row of rows) chains.push(await lockAndRead(tx, row));
  return chains;
}

export interface StepDecision {
  id: string;
  status: ApprovalStatus;
  decidedBy: string | null;
  onBehalfOf: string | null;
  comment: string | null;
}

/** Decides a step. @throws when it was decided since the chain was locked, which the lock forbids. */
export async function saveDecision(tx: Tx, labId: string, decision: StepDecision, now: number): Promise<void> {
  const at = instantToText(now);
  const result = await tx.sql`
    UPDATE approvals SET status = ${decision.status}, decided_at = ${at}, decided_by = ${decision.decidedBy},
      on_behalf_of = ${decision.onBehalfOf}, comment = ${decision.comment}, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${labId} AND id = ${decision.id} AND status = 'pending'`;
  if (result.count !== 1) throw new Error(`Approval ${decision.id} was decided while its chain was locked.`);
}

/** Steps that nobody needs to decide any more. */
export async function lapseSteps(tx: Tx, labId: string, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  const at = instantToText(now);
  await tx.sql`
    UPDATE approvals SET status = 'expired', decided_at = ${at}, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${labId} AND id = ANY(${ids as string[]}::uuid[]) AND status = 'pending'`;
}

/** Asks a step from now on. */
export async function openStep(
  tx: Tx,
  labId: string,
  step: { id: string; openedAt: number; deadline: number },
): Promise<void> {
  const at = instantToText(step.openedAt);
  await tx.sql`
    UPDATE approvals SET opened_at = ${at}, deadline_at = ${instantToText(step.deadline)}, version = version + 1, updated_at = ${at}
    WHERE lab_id = ${labId} AND id = ${step.id} AND status = 'pending'`;
}

export async function saveChainStatus(
  tx: Tx,
  chain: { labId: string; id: string; status: ChainStatus; answerDueAt: number | null },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  const closedAt = chain.status === 'open' || chain.status === 'returned' ? null : at;
  await tx.sql`
    UPDATE approval_chains SET status = ${chain.status}, closed_at = ${closedAt}, version = version + 1, updated_at = ${at},
      answer_due_at = ${chain.answerDueAt === null ? null : instantToText(chain.answerDueAt)}
    WHERE lab_id = ${chain.labId} AND id = ${chain.id}`;
}
