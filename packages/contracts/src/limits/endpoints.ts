import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, cursorInstant, fen, id, line, pageOf, pageQuery } from '../shapes.ts';
import { creditLimit, projectBudget } from './schemas.ts';

const byTime = z.tuple([cursorInstant, cursorId]);

export const updateProjectBudget = defineEndpoint({
  operationId: 'updateProjectBudget',
  method: 'PUT',
  path: '/project-budgets/{projectCode}',
  summary: 'Set what a project of the own organisation may spend; bookings reserve it by their quoted total',
  params: z.strictObject({ projectCode: line(100) }),
  body: z.strictObject({
    limitFen: fen,
    /** `hard` refuses what would exceed the limit, `soft` only shows it. */
    kind: z.enum(['hard', 'soft']),
    /** For people who belong to more than one organisation. */
    organisationId: id.optional(),
  }),
  responses: { 200: projectBudget },
  problems: ['not-found'],
  roles: ['orgAdmin'],
  scope: 'organisation',
});

export const listProjectBudgets = defineEndpoint({
  operationId: 'listProjectBudgets',
  method: 'GET',
  path: '/project-budgets',
  summary: 'Budgets of the own organisation with what is reserved and spent, oldest first',
  query: z.strictObject({
    organisationId: id.optional(),
    projectCode: line(100).optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(projectBudget) },
  problems: ['invalid-cursor'],
  roles: ['orgAdmin', 'orgFinance', 'booker'],
  scope: 'organisation',
});

export const setCreditLimit = defineEndpoint({
  operationId: 'setCreditLimit',
  method: 'POST',
  path: '/credit-limits',
  summary: 'Set how much a customer may owe the own district before new bookings are refused',
  body: z.strictObject({
    organisationId: id,
    limitFen: fen,
    /** For people who work for more than one district. */
    districtId: id.optional(),
  }),
  responses: { 201: creditLimit },
  problems: ['not-found'],
  roles: ['finance'],
  scope: 'district',
});

export const listCreditLimits = defineEndpoint({
  operationId: 'listCreditLimits',
  method: 'GET',
  path: '/credit-limits',
  summary: 'Credit limits with what they stand against, oldest first',
  query: z.strictObject({
    organisationId: id.optional(),
    payeeId: id.optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(creditLimit) },
  problems: ['invalid-cursor'],
  roles: ['finance', 'orgFinance', 'orgAdmin', 'booker', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'organisation',
});

export const limitsEndpoints = { updateProjectBudget, listProjectBudgets, setCreditLimit, listCreditLimits };
