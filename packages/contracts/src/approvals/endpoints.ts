import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import {
  cursorId,
  cursorInstant,
  id,
  instant,
  pageOf,
  pageQuery,
  queryFlag,
  queryInteger,
  queryList,
} from '../shapes.ts';
import { form, mode } from '../vocabulary.ts';
import {
  approval,
  approvalDecision,
  approvalDecisions,
  approvalFacts,
  approvalPolicy,
  approvalStatus,
  chosenChain,
  decidedApprovals,
  delegation,
  newApprovalPolicy,
  newDelegation,
  subjectType,
} from './schemas.ts';

const byTime = z.tuple([cursorInstant, cursorId]);
const policyReaders = ['hqReviewer', 'platformAdmin', 'labManager', 'assetOfficer', 'auditor'] as const;
/** Every role that a step can name; which of them, the step says. */
const deciders = [
  'booker',
  'orgAdmin',
  'orgFinance',
  'keeper',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
] as const;

export const putApprovalPolicy = defineEndpoint({
  operationId: 'putApprovalPolicy',
  method: 'PUT',
  path: '/approval-policies',
  summary: 'Set which chain of approvals a kind of case takes from an instant on; chains under way keep theirs',
  body: newApprovalPolicy,
  responses: { 200: approvalPolicy },
  problems: ['not-found', 'policy-overlap', 'invalid-window'],
  roles: ['hqReviewer', 'platformAdmin'],
  scope: 'platform',
});

export const listApprovalPolicies = defineEndpoint({
  operationId: 'listApprovalPolicies',
  method: 'GET',
  path: '/approval-policies',
  summary: 'Policies of the nation and of the reader’s places, newest first',
  query: z.strictObject({
    mode: mode.optional(),
    /** Only those in force now. */
    active: queryFlag.optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(approvalPolicy) },
  problems: ['invalid-cursor'],
  roles: policyReaders,
  scope: 'district',
});

export const chooseApprovalChain = defineEndpoint({
  operationId: 'chooseApprovalChain',
  method: 'GET',
  path: '/approval-policies/chain',
  summary: 'The chain that a case would take now or at another instant, step by step, without anything being asked',
  query: z.strictObject({
    mode,
    form: form.optional(),
    valueFen: queryInteger(0, 100_000_000_000_000),
    days: queryInteger(0, 36_525).optional(),
    labId: id,
    /** Now, unless said otherwise: policies have effective dates. */
    at: instant.optional(),
  }),
  responses: { 200: chosenChain },
  problems: ['not-found'],
  roles: policyReaders,
  scope: 'lab',
});

export const listApprovals = defineEndpoint({
  operationId: 'listApprovals',
  method: 'GET',
  path: '/approvals',
  summary: 'The work list: what waits for a decision, nearest deadline first; of one subject the whole chain',
  query: z.strictObject({
    subjectId: id.optional(),
    subjectType: subjectType.optional(),
    /** Pending ones unless said otherwise or a subject is named. */
    status: queryList(approvalStatus).optional(),
    /** Only what the reader may decide now. */
    mine: queryFlag.optional(),
    labId: id.optional(),
    /** `deadline` unless said otherwise; `newest` begins with the latest deadline. */
    sort: z.enum(['deadline', 'newest']).optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(approval) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'organisation',
});

export const getApprovalFacts = defineEndpoint({
  operationId: 'getApprovalFacts',
  method: 'GET',
  path: '/approvals/{approvalId}/facts',
  summary:
    'What a decision rests on beside the papers: calendar, credit, record of the customer, training of the person',
  params: z.strictObject({ approvalId: id }),
  responses: { 200: approvalFacts },
  problems: ['not-found'],
  roles: [...deciders, 'auditor'],
  scope: 'organisation',
});

export const decideApproval = defineEndpoint({
  operationId: 'decideApproval',
  method: 'POST',
  path: '/approvals/{approvalId}/decide',
  summary: 'Approve, decline or return one step, once; only the role and unit that the step names may',
  params: z.strictObject({ approvalId: id }),
  body: approvalDecision,
  responses: { 200: approval },
  problems: ['not-found', 'role-not-allowed', 'state-conflict'],
  roles: deciders,
  scope: 'organisation',
  ifMatch: true,
});

export const decideApprovals = defineEndpoint({
  operationId: 'decideApprovals',
  method: 'POST',
  path: '/approvals/decide',
  summary: 'Decide many steps alike; each by itself, and the answer says which could not be decided and why',
  body: approvalDecisions,
  responses: { 200: decidedApprovals },
  problems: [],
  roles: deciders,
  scope: 'organisation',
});

export const answerApproval = defineEndpoint({
  operationId: 'answerApproval',
  method: 'POST',
  path: '/approvals/{approvalId}/answer',
  summary: 'Say that what was returned has been completed; the step that returned it is asked again',
  params: z.strictObject({ approvalId: id }),
  body: z.strictObject({}),
  responses: { 200: approval },
  problems: ['not-found', 'state-conflict'],
  roles: ['booker', 'orgAdmin', 'labManager', 'assetOfficer'],
  scope: 'organisation',
});

export const delegateApprovals = defineEndpoint({
  operationId: 'delegateApprovals',
  method: 'POST',
  path: '/approval-delegations',
  summary: 'Let a colleague decide in one’s own place for a time; it cannot be passed on',
  body: newDelegation,
  responses: { 201: delegation },
  problems: ['not-found', 'invalid-window', 'delegate-not-allowed', 'already-exists'],
  roles: deciders,
  scope: 'self',
});

export const listDelegations = defineEndpoint({
  operationId: 'listDelegations',
  method: 'GET',
  path: '/approval-delegations',
  summary: 'Delegations given and received, newest first',
  query: z.strictObject(pageQuery(byTime)),
  responses: { 200: pageOf(delegation) },
  problems: ['invalid-cursor'],
  roles: deciders,
  scope: 'self',
});

export const endDelegation = defineEndpoint({
  operationId: 'endDelegation',
  method: 'DELETE',
  path: '/approval-delegations/{delegationId}',
  summary: 'Take a delegation back',
  params: z.strictObject({ delegationId: id }),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: deciders,
  scope: 'self',
});

export const approvalsEndpoints = {
  putApprovalPolicy,
  listApprovalPolicies,
  chooseApprovalChain,
  listApprovals,
  getApprovalFacts,
  decideApproval,
  decideApprovals,
  answerApproval,
  delegateApprovals,
  listDelegations,
  endDelegation,
};
