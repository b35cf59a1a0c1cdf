import { hashSecret, newSecret } from '@guanyi/commands/identity/secrets';
import { DECIDER_ROLES } from '@guanyi/domain/approvals/policy';
import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createInstrument, createPerson } from '../../support/factories/world.ts';
import type { Makers, Player, Sample, Side } from './side.ts';

/** Makes the things of approvals that paths name. */
export function approvalMakers(api: TestApp): Makers {
  return {
    approvalId: (side: Side, owner: Player) => createApproval(api, side, owner),
    decisionToken: (side: Side, owner: Player) => createLink(api, side, owner),
    delegationId: (_side: Side, owner: Player) => createDelegation(api, owner),
  };
}

export const approvalSamples: Record<string, Sample> = {
  putApprovalPolicy: (side) => ({
    body: {
      scope: side.district,
      mode: 'loan',
      valueFromFen: 0,
      steps: [{ role: 'labManager', slaHours: 24, onTimeout: 'escalate' }],
      effectiveFrom: '2031-01-01T00:00:00Z',
    },
  }),
  decideApproval: () => ({ body: { decision: 'approve' } }),
  decideApprovalByLink: () => ({ body: { decision: 'approve' } }),
  decideApprovals: () => ({ body: { approvalIds: [newId()], decision: 'approve' } }),
  delegateApprovals: (side, role) => ({
    body: { toUserId: side.people[role].userId, until: '2026-12-20T00:00:00Z' },
  }),
};

export const approvalsOwnedByBody = ['delegateApprovals'];

/** A step that waits for the owner's role, where that role decides at all. */
async function createApproval(api: TestApp, side: Side, owner: Player): Promise<string> {
  const { sql } = api.database;
  const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
  const [chainId, id, subjectId] = [newId(), newId(), newId()];
  const role = DECIDER_ROLES.find((candidate) => candidate === owner.role) ?? 'labManager';
  const now = new Date(api.clock.now()).toISOString();
  await sql`
    INSERT INTO approval_chains (lab_id, id, subject_type, subject_id, subject_number, district_id, organisation_id, instrument_id, user_id,
      mode, value_fen, days, policy_id, zone, status, created_at)
    VALUES (${side.lab}, ${chainId}, 'loan', ${subjectId}, 'L-1', ${side.district}, ${side.customer}, ${instrumentId},
      ${side.people.booker.userId}, 'loan', 1, 1, ${newId()}, 'Asia/Shanghai', 'open', ${now})`;
  // A second step keeps the chain open, so that nothing has to follow for a subject that is not there.
  for (const [step, stepId] of [id, newId()].entries()) {
    await sql`
      INSERT INTO approvals (lab_id, id, chain_id, subject_type, subject_id, district_id, organisation_id, step, stage, round, roles, sla_hours,
        on_timeout, status, opened_at, deadline_at, created_at)
      VALUES (${side.lab}, ${stepId}, ${chainId}, 'loan', ${subjectId}, ${side.district}, ${side.customer}, ${step + 1}, ${step + 1}, 1,
        ${[role]}, 24, 'escalate', 'pending', ${step === 0 ? now : null}, ${'2027-12-20T00:00:00Z'}, ${now})`;
  }
  return id;
}

async function createLink(api: TestApp, side: Side, owner: Player): Promise<string> {
  const token = newSecret();
  await api.database.sql`
    INSERT INTO approval_links (lab_id, id, approval_id, user_id, token_hash, expires_at)
    VALUES (${side.lab}, ${newId()}, ${await createApproval(api, side, owner)}, ${owner.userId}, ${hashSecret(token)}, '2027-12-20T00:00:00Z')`;
  return token;
}

async function createDelegation(api: TestApp, owner: Player): Promise<string> {
  const delegate = await createPerson(api.database, owner.organisationId, 'booker');
  const id = newId();
  made += 1;
  const from = 2_030 + made;
  await api.database.sql`
    INSERT INTO approval_delegations (id, user_id, delegate_user_id, during)
    VALUES (${id}, ${owner.userId}, ${delegate.userId}, tstzrange(${`${from}-01-01T00:00:00Z`}, ${`${from}-02-01T00:00:00Z`}))`;
  return id;
}

let made = 0;
