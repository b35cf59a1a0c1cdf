import { insertChain, insertStep, openStep, type StoredChain, type SubjectType } from '@guanyi/db/approvals/chains';
import { policiesInForce } from '@guanyi/db/approvals/policies';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import type { ChainStep, Reopening } from '@guanyi/domain/approvals/chain';
import { choosePolicy } from '@guanyi/domain/approvals/policy';
import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Mode } from '@guanyi/domain/catalogue/offering';
import { addWorkingHours } from '@guanyi/domain/kernel/working-hours';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';
import { calendarFor, planSteps } from './plan-steps.ts';

/** What is to be approved, with the facts that choose its chain and that the work list shows. */
export interface ApprovalSubject {
  labId: string;
  districtId: string;
  subjectType: SubjectType;
  subjectId: string;
  /** By which people know it. */
  subjectNumber: string;
  instrumentId: string;
  /** The customer. */
  organisationId: string;
  /** Who asks. */
  userId: string;
  mode: Mode;
  form: Form | null;
  /** Aggregated original value (X1). */
  valueFen: number;
  /** Aggregated term; 0 where there is none. */
  days: number;
  /** Of the lab: deadlines run in its working days. */
  zone: string;
}

/**
 * Opens the chain that the policies in force choose for a subject and asks its first step. What follows when it ends stands in
 * what-follows.ts under the subject's type. A subject has one chain under way at a time.
 * @throws when no policy covers the case, which the defaults forbid.
 */
export async function openApprovals(
  tx: Tx,
  context: CommandContext,
  subject: ApprovalSubject,
): Promise<{ chainId: string; policyId: string; filingWorkingDays: number | null }> {
  const { now } = context;
  const policies = await policiesInForce(tx, { ...subject, at: now });
  const policy = choosePolicy(policies, { ...subject, at: now });
  if (!policy) throw new Error(`No approval policy covers ${subject.mode} at ${subject.valueFen} fen.`);
  const planned = await planSteps(tx, policy.steps, subject.zone, now);
  const steps = policy.steps.map((step, i): ChainStep => {
    const { stage, deadline } = planned[i]!;
    return {
      ...{ id: newId(), step: i + 1, stage, round: 1, roles: [step.role, ...(step.orRoles ?? [])] },
      ...{ slaHours: step.slaHours, onTimeout: step.onTimeout, status: 'pending', deadline },
      openedAt: stage === 1 ? now : null,
    };
  });
  const chainId = newId();
  const { filingWorkingDays } = policy;
  await insertChain(tx, { ...subject, id: chainId, policyId: policy.id, filingWorkingDays, steps, createdAt: now });
  for (const step of steps) if (step.openedAt !== null) await tellOpened(tx, subject.labId, step.id, now);
  return { chainId, policyId: policy.id, filingWorkingDays };
}

/** Asks further steps of a chain, each from now on with its own time. */
export async function askSteps(
  tx: Tx,
  chain: StoredChain,
  asked: { opened: readonly ChainStep[]; reopened: Reopening | null },
  now: number,
): Promise<void> {
  const steps = [...asked.opened, ...(asked.reopened ? [asked.reopened.of] : [])];
  if (steps.length === 0) return;
  const calendar = await calendarFor(tx, now, Math.max(...steps.map((step) => step.slaHours)));
  const deadlineOf = (step: ChainStep) => addWorkingHours(calendar, chain.zone, now, step.slaHours);
  for (const step of asked.opened) {
    await openStep(tx, chain.labId, { id: step.id, openedAt: now, deadline: deadlineOf(step) });
    await tellOpened(tx, chain.labId, step.id, now);
  }
  if (!asked.reopened) return;
  const { of, roles } = asked.reopened;
  const round = Math.max(...chain.steps.filter((step) => step.step === of.step).map((step) => step.round)) + 1;
  const again: ChainStep = {
    ...of,
    id: newId(),
    roles,
    round,
    status: 'pending',
    openedAt: now,
    deadline: deadlineOf(of),
  };
  await insertStep(tx, chain, again, now);
  await tellOpened(tx, chain.labId, again.id, now);
}

async function tellOpened(tx: Tx, labId: string, approvalId: string, now: number): Promise<void> {
  const payload = { labId, approvalId };
  await append(tx, { name: 'approval.opened', labId, aggregateId: approvalId, payload, occurredAt: now });
}
