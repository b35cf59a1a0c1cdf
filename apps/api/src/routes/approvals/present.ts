import type {
  approvalPolicy as approvalPolicySchema,
  approval as approvalSchema,
  delegation as delegationSchema,
} from '@guanyi/contracts/approvals/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Delegation } from '@guanyi/db/approvals/delegations';
import type { StoredApprovalPolicy } from '@guanyi/db/approvals/policies';
import type { ApprovalView } from '@guanyi/db/approvals/queries';
import { approvalStatusAt } from '@guanyi/domain/approvals/chain';
import { type DeciderPost, decidingPost } from '@guanyi/domain/approvals/decider';
import type { DeciderRole } from '@guanyi/domain/approvals/policy';
import { MINUTE_MS } from '@guanyi/domain/kernel/window';
import type { z } from 'zod';

type ApprovalBody = z.input<typeof approvalSchema>;

/** A step as its reader sees it. One whose deadline has passed reads `expired` even before the sweeper has come by. */
export function presentApproval(view: ApprovalView, posts: readonly DeciderPost[], now: number): ApprovalBody {
  const status = approvalStatusAt(view, now);
  const isCurrent = view.openedAt !== null && status === 'pending' && view.chainStatus === 'open';
  const isWaiting = view.openedAt !== null && status === 'pending';
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    subjectType: view.subjectType,
    subjectId: view.subjectId,
    subjectNumber: view.subjectNumber,
    chainId: view.chainId,
    labId: view.labId,
    districtId: view.districtId,
    organisationId: view.organisationId,
    ...asked(view.roles),
    step: view.step,
    round: view.round,
    status,
    isCurrent,
    mayDecide: isCurrent && decidingPost(posts, view) !== undefined,
    onTimeout: view.onTimeout,
    ...at('openedAt', view.openedAt),
    ...(isWaiting && view.openedAt !== null
      ? { ageMinutes: Math.max(0, Math.floor((now - view.openedAt) / MINUTE_MS)) }
      : {}),
    deadline: formatInstant(view.deadline),
    ...at('decidedAt', view.decidedAt),
    ...given('decidedBy', view.decidedBy),
    ...given('onBehalfOf', view.onBehalfOf),
    ...given('comment', view.comment),
    ...presentCase(view),
    chain: view.chain.map((entry) => presentEntry(entry, now)),
  };
}

type CaseFacts = 'mode' | 'form' | 'valueFen' | 'days' | 'policyId' | 'filingWorkingDays' | 'zone';

function presentCase(view: ApprovalView): Pick<ApprovalBody, CaseFacts | 'instrument' | 'organisation' | 'requester'> {
  const { instrument, lab, organisation } = view;
  return {
    mode: view.mode as ApprovalBody['mode'],
    ...given('form', view.form as NonNullable<ApprovalBody['form']> | null),
    valueFen: view.valueFen,
    days: view.days,
    policyId: view.policyId,
    ...given('filingWorkingDays', view.filingWorkingDays),
    zone: view.zone,
    instrument: {
      id: instrument.id,
      name: name(instrument),
      model: instrument.model,
      classCode: instrument.classCode,
      lab: { id: view.labId, name: name(lab), city: lab.city },
    },
    organisation: {
      id: view.organisationId,
      name: name(organisation),
      kind: organisation.kind as ApprovalBody['organisation']['kind'],
    },
    requester: view.requester,
  };
}

function presentEntry(entry: ApprovalView['chain'][number], now: number): ApprovalBody['chain'][number] {
  const openedAt = entry.openedAt === null ? null : Date.parse(entry.openedAt);
  const deadline = Date.parse(entry.deadline);
  const status = approvalStatusAt({ status: entry.status, openedAt, deadline }, now);
  return {
    id: entry.id,
    step: entry.step,
    round: entry.round,
    ...asked(entry.roles),
    status,
    isCurrent: openedAt !== null && status === 'pending',
    deadline: formatInstant(deadline),
    ...at('decidedAt', entry.decidedAt === null ? null : Date.parse(entry.decidedAt)),
    ...given('decidedBy', entry.decidedBy),
    ...given('comment', entry.comment),
  };
}

export function presentApprovalPolicy(policy: StoredApprovalPolicy, now: number): z.input<typeof approvalPolicySchema> {
  const { scope, steps, effectiveFrom, effectiveUntil } = policy;
  const isOver = effectiveUntil !== null && effectiveUntil <= now;
  return {
    id: policy.id,
    version: policy.version,
    createdAt: formatInstant(policy.createdAt),
    updatedAt: formatInstant(policy.updatedAt),
    status: isOver ? 'ended' : now < effectiveFrom ? 'scheduled' : 'active',
    scope: scope.id ?? 'national',
    scopeType: scope.type,
    mode: policy.mode,
    ...given('form', policy.form),
    valueFromFen: policy.valueFromFen,
    ...given('valueUntilFen', policy.valueUntilFen),
    daysFrom: policy.daysFrom,
    steps: steps.map(presentStep),
    ...given('filingWorkingDays', policy.filingWorkingDays),
    effectiveFrom: formatInstant(effectiveFrom),
    ...at('effectiveUntil', effectiveUntil),
    isDefault: policy.isDefault,
  };
}

export function presentStep({ orRoles, ...step }: StoredApprovalPolicy['steps'][number]) {
  return { ...step, ...(orRoles ? { orRoles: [...orRoles] } : {}) };
}

export function presentDelegation(delegation: Delegation, now: number): z.input<typeof delegationSchema> {
  const until = Math.min(delegation.until, delegation.revokedAt ?? delegation.until);
  return {
    id: delegation.id,
    version: delegation.version,
    createdAt: formatInstant(delegation.createdAt),
    updatedAt: formatInstant(delegation.updatedAt),
    status: until <= now || delegation.revokedAt !== null ? 'ended' : now < delegation.from ? 'scheduled' : 'active',
    from: formatInstant(delegation.from),
    until: formatInstant(until),
    ...given('reason', delegation.reason),
    user: { userId: delegation.userId, displayName: delegation.person },
    delegate: { userId: delegation.delegateUserId, displayName: delegation.delegate },
  };
}

function asked(roles: readonly DeciderRole[]): { role: DeciderRole; orRoles?: DeciderRole[] } {
  const [role, ...orRoles] = roles;
  if (!role) throw new Error('A step asks nobody.');
  return orRoles.length > 0 ? { role, orRoles } : { role };
}

function name(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return { zh: row.nameZh, ...given('en', row.nameEn) };
}

function at<K extends string>(key: K, instant: number | null): { [P in K]?: string } {
  return given(key, instant === null ? null : formatInstant(instant));
}

function given<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
