import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { id, idText, line } from '../shapes.ts';

const readers = [
  'booker',
  'orgAdmin',
  'orgFinance',
  'keeper',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
  'auditor',
] as const;
const moment = z.strictObject({ moment: z.enum(['handOver', 'takeBack']) });

export const getLoanForm = defineEndpoint({
  operationId: 'getLoanForm',
  method: 'GET',
  path: '/loans/{loanId}/form',
  summary: 'The form of the hand-over or take-back of a loan as both sides signed it, as a PDF document',
  params: z.strictObject({ loanId: id }),
  query: moment,
  responses: { 200: media('application/pdf') },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const getLeaseForm = defineEndpoint({
  operationId: 'getLeaseForm',
  method: 'GET',
  path: '/leases/{leaseId}/form',
  summary: 'The form of the hand-over or take-back of a term lease as both sides signed it, as a PDF document',
  params: z.strictObject({ leaseId: id }),
  query: moment,
  responses: { 200: media('application/pdf') },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const findDocument = defineEndpoint({
  operationId: 'findDocument',
  method: 'GET',
  path: '/documents/{documentNumber}',
  summary: 'Where the contract, form or agreement with a number belongs, for those who may read it',
  params: z.strictObject({ documentNumber: line(40) }),
  responses: {
    200: z.object({
      number: z.string(),
      kind: z.enum(['contract', 'handOver', 'takeBack', 'agreement', 'loan', 'lease', 'equityCase']),
      subjectType: z.enum(['loan', 'lease', 'equityCase']),
      subjectId: idText,
      /** SHA-256 of what it says; absent where the number is that of the case itself. */
      contentHash: z.string().optional(),
      /** Path of the document below the API; absent where there is none. */
      file: z.string().optional(),
    }),
  },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const paperEndpoints = { getLoanForm, getLeaseForm, findDocument };
