import type { ApprovalPolicy, PolicyScope, PolicyStep } from '@guanyi/domain/approvals/policy';
import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Mode } from '@guanyi/domain/catalogue/offering';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText, windowFromText, windowToText } from '../columns.ts';
import { count } from '../literals.ts';

export interface StoredApprovalPolicy extends ApprovalPolicy {
  version: number;
  createdAt: number;
  updatedAt: number;
}

export type NewApprovalPolicy = Omit<ApprovalPolicy, 'isDefault'> & { createdAt: number; createdBy: string | null };

interface Row {
  id: string;
  version: number;
  scopeType: PolicyScope['type'];
  scopeId: string;
  mode: Mode;
  form: Form | '';
  valueFromFen: number;
  valueUntilFen: number | null;
  daysFrom: number;
  steps: PolicyStep[];
  filingWorkingDays: number | null;
  effective: string;
  isDefault: boolean;
  createdAt: string;
  updatedAt: string;
}

const everywhere = '00000000-0000-0000-0000-000000000000';

function columns(connection: Connection) {
  return connection.sql`id, version, scope_type AS "scopeType", scope_id AS "scopeId", mode, form, value_from_fen AS "valueFromFen",
    value_until_fen AS "valueUntilFen", days_from AS "daysFrom", steps, filing_working_days AS "filingWorkingDays",
    effective::text AS effective, is_default AS "isDefault", created_at::text AS "createdAt", updated_at::text AS "updatedAt"`;
}

function policyOf({ scopeType, scopeId, form, effective, createdAt, updatedAt, ...row }: Row): StoredApprovalPolicy {
  const { from, until } = windowFromText(effective);
  return {
    ...row,
    scope: scopeType === 'national' ? { type: 'national', id: null } : { type: scopeType, id: scopeId },
    form: form === '' ? null : form,
    effectiveFrom: from,
    effectiveUntil: Number.isFinite(until) ? until : null,
    createdAt: instantFromText(createdAt),
    updatedAt: instantFromText(updatedAt),
  };
}

/** Every policy of the mode that is in force at an instant and could hold for the lab. */
export async function policiesInForce(
  connection: Connection,
  where: { mode: Mode; districtId: string; labId: string; at: number },
): Promise<StoredApprovalPolicy[]> {
  const rows = await connection.sql<Row[]>`
    SELECT ${columns(connection)} FROM approval_policies
    WHERE mode = ${where.mode} AND effective @> ${instantToText(where.at)}::timestamptz
      AND scope_id = ANY(${[everywhere, where.districtId, where.labId]}::uuid[])`;
  return rows.map(policyOf);
}

export interface ApprovalPolicyFilter {
  mode?: Mode | undefined;
  /** In force at that instant; all, past ones too, when left out. */
  at?: number | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Policies that hold for the reader's places, and those of the whole nation; newest first, one more than the limit. */
export async function listApprovalPolicies(
  connection: Connection,
  reach: Reach,
  filter: ApprovalPolicyFilter,
): Promise<StoredApprovalPolicy[]> {
  const { sql } = connection;
  const places = [everywhere, ...reach.districtIds, ...reach.labIds];
  const rows = await sql<Row[]>`
    SELECT ${columns(connection)} FROM approval_policies
    WHERE (${reach.all} OR scope_id = ANY(${places}::uuid[])
        OR scope_id IN (SELECT district_id FROM labs WHERE id = ANY(${reach.labIds as string[]}::uuid[]))
        OR scope_id IN (SELECT id FROM labs WHERE district_id = ANY(${reach.districtIds as string[]}::uuid[])))
      AND (${filter.mode ?? null}::text IS NULL OR mode = ${filter.mode ?? null})
      AND ${filter.at === undefined ? sql`true` : sql`effective @> ${instantToText(filter.at)}::timestamptz`}
      AND ${filter.after ? sql`(created_at, id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)` : sql`true`}
    ORDER BY created_at DESC, id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(policyOf);
}

/** Ends the policy whose place a new one takes: the same scope, mode, form, least term and values, in force without an end. */
export async function endSucceededPolicy(tx: Tx, policy: NewApprovalPolicy): Promise<void> {
  const from = instantToText(policy.effectiveFrom);
  await tx.sql`
    UPDATE approval_policies SET effective = tstzrange(lower(effective), ${from}), version = version + 1, updated_at = ${instantToText(policy.createdAt)}
    WHERE ${sameBand(tx, policy)} AND upper_inf(effective) AND lower(effective) < ${from}`;
}

/** A policy for the same case from the same instant on, if there is one. */
export async function findSameBand(tx: Tx, policy: NewApprovalPolicy): Promise<StoredApprovalPolicy | undefined> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM approval_policies
    WHERE ${sameBand(tx, policy)} AND lower(effective) = ${instantToText(policy.effectiveFrom)}`;
  return rows.map(policyOf)[0];
}

function sameBand(tx: Tx, policy: NewApprovalPolicy) {
  return tx.sql`NOT is_default AND NOT isempty(effective) AND scope_type = ${policy.scope.type} AND scope_id = ${policy.scope.id ?? everywhere}
    AND mode = ${policy.mode} AND form = ${policy.form ?? ''} AND days_from = ${policy.daysFrom}
    AND value_from_fen = ${policy.valueFromFen} AND value_until_fen IS NOT DISTINCT FROM ${policy.valueUntilFen}`;
}

/** @returns undefined when another policy holds for some of the same cases at some of the same time. */
export async function insertApprovalPolicy(
  tx: Tx,
  policy: NewApprovalPolicy,
): Promise<StoredApprovalPolicy | undefined> {
  const at = instantToText(policy.createdAt);
  const effective = windowToText({
    from: policy.effectiveFrom,
    until: policy.effectiveUntil ?? Number.POSITIVE_INFINITY,
  });
  const rows = await tx.sql<Row[]>`
    INSERT INTO approval_policies (id, scope_type, scope_id, mode, form, value_from_fen, value_until_fen, days_from, steps,
      filing_working_days, effective, created_by, created_at, updated_at)
    VALUES (${policy.id}, ${policy.scope.type}, ${policy.scope.id ?? everywhere}, ${policy.mode}, ${policy.form ?? ''},
      ${policy.valueFromFen}, ${policy.valueUntilFen}, ${policy.daysFrom}, ${tx.sql.json(policy.steps as never)},
      ${policy.filingWorkingDays}, ${effective}, ${policy.createdBy}, ${at}, ${at})
    ON CONFLICT DO NOTHING RETURNING ${columns(tx)}`;
  return rows.map(policyOf)[0];
}

/** What an id of a place stands for. */
export async function findScope(connection: Connection, id: string): Promise<PolicyScope | undefined> {
  const [row] = await connection.sql<{ type: 'district' | 'lab' }[]>`
    SELECT 'lab' AS type FROM labs WHERE id = ${id}
    UNION ALL SELECT 'district' FROM organisations WHERE id = ${id} AND kind = 'customsDistrict'`;
  return row && { type: row.type, id };
}
