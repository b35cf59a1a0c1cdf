import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { id, text } from '../shapes.ts';
import {
  damageAnswer,
  damageDecision,
  damageProposal,
  inspectionFindings,
  lending,
  plannedInspection,
} from './schemas.ts';

const damageParams = z.strictObject({ damageId: id });
const staff = ['keeper', 'labManager'] as const;
const change = { responses: { 200: lending }, ifMatch: true } as const;

export const proposeDamage = defineEndpoint({
  operationId: 'proposeDamage',
  method: 'POST',
  path: '/damages/{damageId}/propose',
  summary: 'Say what damage costs; the borrower has ten days to answer',
  params: damageParams,
  body: damageProposal,
  ...change,
  problems: ['not-found', 'state-conflict', 'photo-invalid'],
  roles: staff,
  scope: 'lab',
});

export const answerDamage = defineEndpoint({
  operationId: 'answerDamage',
  method: 'POST',
  path: '/damages/{damageId}/answer',
  summary: 'Accept what the lab asks for damage, or contest it',
  params: damageParams,
  body: damageAnswer,
  ...change,
  problems: ['not-found', 'state-conflict'],
  roles: ['booker', 'orgAdmin'],
  scope: 'organisation',
});

export const decideDamage = defineEndpoint({
  operationId: 'decideDamage',
  method: 'POST',
  path: '/damages/{damageId}/decide',
  summary: 'Decide what is owed for damage that is contested or was not answered in time',
  params: damageParams,
  body: damageDecision,
  ...change,
  problems: ['not-found', 'state-conflict'],
  roles: ['assetOfficer'],
  scope: 'district',
});

export const waiveDamage = defineEndpoint({
  operationId: 'waiveDamage',
  method: 'POST',
  path: '/damages/{damageId}/waive',
  summary: 'Ask for nothing',
  params: damageParams,
  body: z.strictObject({ reason: text(2_000) }),
  ...change,
  problems: ['not-found', 'state-conflict'],
  roles: ['labManager'],
  scope: 'lab',
});

export const settleDamage = defineEndpoint({
  operationId: 'settleDamage',
  method: 'POST',
  path: '/damages/{damageId}/settle',
  summary: 'Take the agreed amount from the deposit; what exceeds it is charged',
  params: damageParams,
  body: z.strictObject({}),
  ...change,
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const planInspection = defineEndpoint({
  operationId: 'planInspection',
  method: 'POST',
  path: '/loans/{loanId}/inspections',
  summary: 'Announce a visit to an instrument that is out; who has it is told',
  params: z.strictObject({ loanId: id }),
  body: plannedInspection,
  ...change,
  problems: ['not-found', 'state-conflict', 'too-soon'],
  roles: staff,
  scope: 'lab',
});

export const planLeaseInspection = defineEndpoint({
  operationId: 'planLeaseInspection',
  method: 'POST',
  path: '/leases/{leaseId}/inspections',
  summary: 'Announce a visit to a leased instrument; who has it is told',
  params: z.strictObject({ leaseId: id }),
  body: plannedInspection,
  ...change,
  problems: ['not-found', 'state-conflict', 'too-soon'],
  roles: staff,
  scope: 'lab',
});

export const recordInspection = defineEndpoint({
  operationId: 'recordInspection',
  method: 'POST',
  path: '/inspections/{inspectionId}/record',
  summary: 'Write down what a visit found, once',
  params: z.strictObject({ inspectionId: id }),
  body: inspectionFindings,
  responses: { 200: lending },
  problems: ['not-found', 'state-conflict', 'photo-invalid'],
  roles: staff,
  scope: 'lab',
});

export const damageEndpoints = {
  proposeDamage,
  answerDamage,
  decideDamage,
  waiveDamage,
  settleDamage,
  planInspection,
  planLeaseInspection,
  recordInspection,
};
