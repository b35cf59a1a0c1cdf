import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { localized } from '../shapes.ts';
import { approval, approvalDecision } from './schemas.ts';

/** A step as its link shows it: what is to be decided, and nothing of persons. */
const linkedApproval = approval
  .pick({
    ...{ id: true, subjectType: true, subjectNumber: true, role: true, step: true, round: true, status: true },
    ...{ deadline: true, onTimeout: true, mode: true, form: true, valueFen: true, days: true, zone: true },
    ...{ instrument: true },
  })
  .extend({ organisation: z.object({ name: localized }), link: z.enum(['usable', 'used', 'expired']) });

const linkParams = z.strictObject({ decisionToken: z.string().min(1).max(100) });

export const getApprovalByLink = defineEndpoint({
  operationId: 'getApprovalByLink',
  method: 'GET',
  path: '/approval-links/{decisionToken}',
  summary: 'What the link in a mail about an approval asks; looking changes nothing',
  params: linkParams,
  responses: { 200: linkedApproval },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const decideApprovalByLink = defineEndpoint({
  operationId: 'decideApprovalByLink',
  method: 'POST',
  path: '/approval-links/{decisionToken}/decide',
  summary: 'Decide a step by the link of its mail: once, until the deadline, without signing in',
  params: linkParams,
  body: approvalDecision,
  responses: { 200: linkedApproval },
  problems: ['not-found', 'link-used', 'link-expired', 'role-not-allowed', 'state-conflict'],
  roles: ['public'],
  scope: 'public',
});

export const approvalLinkEndpoints = { getApprovalByLink, decideApprovalByLink };
