import { listDeciders } from '@guanyi/db/approvals/deciders';
import { insertApprovalLink } from '@guanyi/db/approvals/links';
import { type ApprovalView, findApproval } from '@guanyi/db/approvals/queries';
import type { Tx } from '@guanyi/db/client';
import { findPerson } from '@guanyi/db/notifications/queries';
import { approvalStatusAt } from '@guanyi/domain/approvals/chain';
import type { ApprovalFacts } from '@guanyi/domain/notifications/case-facts';
import { done } from '../context.ts';
import { hashSecret, newSecret } from '../identity/secrets.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { distinct, nameOf } from './name-of.ts';
import { type Telling, tell } from './tell.ts';

export type ApprovalEventName = 'approval.opened' | 'approval.returned' | 'approval.escalated';

/**
 * Asks everybody who may decide a step, each by a link of their own that decides once; tells the requester what was returned; and
 * tells the requester and those who did not answer that a step went one role higher.
 */
export function tellApproval(mailDomain: string): EventCommand<ApprovalEventName> {
  return async (tx, context, event) => {
    const view = await findApproval(tx, context.reach, [], event.payload.approvalId);
    if (!view) return done(undefined);
    const facts = factsOf(view);
    const common = { eventId: event.id, mailDomain, at: context.now };
    if (event.name === 'approval.opened') {
      await askDeciders(tx, view, facts, common);
      return done(undefined);
    }
    const requester = await findPerson(tx, view.requester.userId);
    if (event.name === 'approval.returned') {
      await tell(tx, { ...common, notice: { kind: 'approvalReturned', facts }, people: distinct([requester]) });
      return done(undefined);
    }
    const silent = await listDeciders(tx, view, context.now);
    const notice = { kind: 'approvalEscalated', facts } as const;
    await tell(tx, { ...common, notice, people: distinct([requester, ...silent]) });
    return done(undefined);
  };
}

/** A step that was decided before its mail could be written asks nobody any more. */
async function askDeciders(
  tx: Tx,
  view: ApprovalView,
  facts: ApprovalFacts,
  common: Pick<Telling, 'eventId' | 'mailDomain' | 'at'>,
): Promise<void> {
  if (approvalStatusAt(view, common.at) !== 'pending' || view.chainStatus !== 'open') return;
  for (const person of await listDeciders(tx, view, common.at)) {
    const token = newSecret();
    const link = { labId: view.labId, approvalId: view.id, userId: person.userId, expiresAt: view.deadline };
    await insertApprovalLink(tx, { ...link, tokenHash: hashSecret(token) });
    await tell(tx, { ...common, notice: { kind: 'approvalToDecide', facts }, people: [person], token });
  }
}

function factsOf(view: ApprovalView): ApprovalFacts {
  const [role] = view.roles;
  if (!role) throw new Error(`Approval ${view.id} asks nobody.`);
  const before = view.chain.find((step) => step.step === view.step && step.round === view.round - 1);
  return {
    ...{ approvalId: view.id, subjectType: view.subjectType, subjectId: view.subjectId, number: view.subjectNumber },
    ...{ instrument: nameOf(view.instrument), lab: nameOf(view.lab), organisation: nameOf(view.organisation) },
    ...{ person: view.requester.displayName, role, valueFen: view.valueFen, days: view.days },
    ...{ deadlineAt: view.deadline, zone: view.zone },
    ...(view.comment ? { comment: view.comment } : {}),
    ...(before?.status === 'expired' ? { isEscalated: true } : {}),
  };
}
