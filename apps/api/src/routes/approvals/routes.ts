import { answerReturned } from '@guanyi/commands/approvals/answer-returned';
import { chooseChain } from '@guanyi/commands/approvals/choose-chain';
import { decideApproval as decide, decideApprovals as decideMany } from '@guanyi/commands/approvals/decide-approval';
import { delegateApprovals as delegate, endDelegation as endOne } from '@guanyi/commands/approvals/delegate-approvals';
import { putApprovalPolicy as putPolicy } from '@guanyi/commands/approvals/put-approval-policy';
import * as endpoints from '@guanyi/contracts/approvals/endpoints';
import type { newDelegation } from '@guanyi/contracts/approvals/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import { findDeciderPosts } from '@guanyi/db/approvals/deciders';
import { listDelegations as findDelegations } from '@guanyi/db/approvals/delegations';
import { findApprovalFacts } from '@guanyi/db/approvals/facts';
import { listApprovalPolicies as findPolicies } from '@guanyi/db/approvals/policies';
import { findApproval, listApprovals as findApprovals } from '@guanyi/db/approvals/queries';
import type { Connection } from '@guanyi/db/client';
import type { Reach } from '@guanyi/domain/identity/reach';
import { addDays, startOfDay } from '@guanyi/domain/kernel/local-time';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { filingRoutes } from './filing-routes.ts';
import { approvalLinkRoutes } from './link-routes.ts';
import { presentApproval, presentApprovalPolicy, presentDelegation, presentStep } from './present.ts';
import { presentApprovalFacts } from './present-facts.ts';

/** Policies, chains and their work list. */
export function approvalsRoutes(api: Api): void {
  policies(api);
  workList(api);
  delegations(api);
  filingRoutes(api);
  approvalLinkRoutes(api);
}

function policies(api: Api): void {
  register(api, endpoints.putApprovalPolicy, async ({ body, now, write }) => {
    const { scope, form, valueUntilFen, daysFrom, filingWorkingDays, effectiveUntil, ...terms } = body;
    const policy = {
      ...terms,
      scopeId: scope === 'national' || scope === 'platform' ? null : scope,
      form: form ?? null,
      valueUntilFen: valueUntilFen ?? null,
      daysFrom: daysFrom ?? 0,
      filingWorkingDays: filingWorkingDays ?? null,
      effectiveUntil: effectiveUntil ?? null,
    };
    return write(putPolicy, policy, (_tx, stored) => ({ status: 200, body: presentApprovalPolicy(stored, now) }));
  });

  register(api, endpoints.listApprovalPolicies, async ({ query, reach, now }) => {
    const { cursor, active, ...filter } = query;
    const rows = await findPolicies(api.database, reach, { ...filter, after: cursor, ...(active ? { at: now } : {}) });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentApprovalPolicy(row, now),
      ),
    };
  });

  register(api, endpoints.chooseApprovalChain, async ({ query, reach, now }) => {
    const { at = now, ...facts } = query;
    const chosen = await chooseChain(api.database, reach, {
      ...facts,
      form: query.form ?? (query.mode === 'rent' ? 'termLease' : null),
      days: query.days ?? 0,
      now: at,
    });
    if (!chosen) throw new Problem('not-found');
    const steps = chosen.steps.map(({ deadline, ...step }) => ({
      ...presentStep(step),
      step: step.step,
      stage: step.stage,
      deadline: formatInstant(deadline),
    }));
    return { status: 200, body: { policy: presentApprovalPolicy(chosen.policy, now), steps } };
  });
}

function workList(api: Api): void {
  register(api, endpoints.listApprovals, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const posts = await findDeciderPosts(api.database, reach.userId, now);
    const rows = await findApprovals(api.database, reach, posts, { ...filter, after: cursor, now });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.deadline, row.id],
        (row) => presentApproval(row, posts, now),
      ),
    };
  });

  register(api, endpoints.getApprovalFacts, async ({ params, reach, now }) => {
    const posts = await findDeciderPosts(api.database, reach.userId, now);
    const approval = await findApproval(api.database, reach, posts, params.approvalId);
    if (!approval) throw new Problem('not-found');
    return {
      status: 200,
      body: presentApprovalFacts(approval.id, await findApprovalFacts(api.database, approval, now)),
    };
  });

  register(api, endpoints.decideApproval, async ({ params, body, ifMatch, reach, now, write }) =>
    write(decide, { ...params, ...body, ifMatch }, async (tx, { approvalId }) => ({
      status: 200,
      body: await approvalBody(tx, reach, approvalId, now),
    })),
  );

  register(api, endpoints.decideApprovals, async ({ body, write }) =>
    write(decideMany, body, (_tx, results) => ({
      status: 200,
      body: {
        decided: results.filter((one) => one.code === null).length,
        results: results.map(({ approvalId, code }) => (code === null ? { approvalId } : { approvalId, code })),
      },
    })),
  );

  register(api, endpoints.answerApproval, async ({ params, reach, now, write }) =>
    write(answerReturned, params, async (tx, { approvalId }) => ({
      status: 200,
      body: await approvalBody(tx, reach, approvalId, now),
    })),
  );
}

function delegations(api: Api): void {
  register(api, endpoints.delegateApprovals, async ({ body, now, write }) => {
    const delegation = {
      ...spanOf(body, now),
      delegate: { userId: body.toUserId, email: body.toEmail?.toLowerCase() },
      reason: body.reason,
    };
    return write(delegate, delegation, (_tx, made) => ({ status: 201, body: presentDelegation(made, now) }));
  });

  register(api, endpoints.listDelegations, async ({ query, actor, now }) => {
    const rows = await findDelegations(api.database, actor.userId, { limit: query.limit, after: query.cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentDelegation(row, now),
      ),
    };
  });

  register(api, endpoints.endDelegation, async ({ params, write }) => write(endOne, params, () => ({ status: 204 })));
}

const delegationZone = 'Asia/Shanghai';

/** Days mean the days of China; a delegation without a beginning begins now. */
function spanOf(body: z.output<typeof newDelegation>, now: number): { from: number; until: number } {
  const from = body.from ?? (body.firstDay ? startOfDay(delegationZone, body.firstDay) : now);
  const until = body.until ?? (body.lastDay ? startOfDay(delegationZone, addDays(body.lastDay, 1)) : Number.NaN);
  if (Number.isNaN(until)) throw new Problem('invalid-window');
  return { from, until };
}

/** The state of a step as its own transaction sees it. */
async function approvalBody(connection: Connection, reach: Reach, approvalId: string, now: number) {
  const posts = await findDeciderPosts(connection, reach.userId, now);
  const view = await findApproval(connection, reach, posts, approvalId);
  if (!view) throw new Error(`Approval ${approvalId} is not there after it was written.`);
  return presentApproval(view, posts, now);
}
