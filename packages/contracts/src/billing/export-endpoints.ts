import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { getAgeingReport } from '../payments/allocation-endpoints.ts';
import { listPayments } from '../payments/endpoints.ts';
import { listStatements } from '../statements/endpoints.ts';
import { listCharges } from './charge-endpoints.ts';
import { listUsage } from './usage-endpoints.ts';

/** Each export takes the filters of its list and holds what that would show on all its pages. */
const format = { format: z.enum(['csv', 'xlsx']).default('csv') };
const paging = { limit: true, cursor: true } as const;
const file = media('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');

export const exportCharges = defineEndpoint({
  operationId: 'exportCharges',
  method: 'GET',
  path: '/charge-exports',
  summary: 'Charges as a file, filtered like their list; at most 20,000 rows',
  query: listCharges.query.omit(paging).extend(format),
  responses: { 200: file },
  problems: ['too-many-rows'],
  roles: listCharges.roles,
  scope: 'organisation',
});

export const exportUsage = defineEndpoint({
  operationId: 'exportUsage',
  method: 'GET',
  path: '/usage-exports',
  summary: 'Usage records as a file, filtered like their list; at most 20,000 rows',
  query: listUsage.query.omit(paging).extend(format),
  responses: { 200: file },
  problems: ['too-many-rows'],
  roles: listUsage.roles,
  scope: 'organisation',
});

export const exportPayments = defineEndpoint({
  operationId: 'exportPayments',
  method: 'GET',
  path: '/payment-exports',
  summary: 'Payments as a file, filtered like their list; at most 20,000 rows',
  query: listPayments.query.omit(paging).extend(format),
  responses: { 200: file },
  problems: ['too-many-rows'],
  roles: listPayments.roles,
  scope: 'organisation',
});

export const exportStatements = defineEndpoint({
  operationId: 'exportStatements',
  method: 'GET',
  path: '/statement-exports',
  summary: 'Statements as a file, filtered like their list; at most 20,000 rows',
  query: listStatements.query.omit(paging).extend(format),
  responses: { 200: file },
  problems: ['too-many-rows'],
  roles: listStatements.roles,
  scope: 'organisation',
});

export const exportAgeing = defineEndpoint({
  operationId: 'exportAgeing',
  method: 'GET',
  path: '/reports/ageing/file',
  summary: 'The ageing report as a file',
  query: getAgeingReport.query.extend(format),
  responses: { 200: file },
  problems: [],
  roles: getAgeingReport.roles,
  scope: 'district',
});

export const exportEndpoints = { exportCharges, exportUsage, exportPayments, exportStatements, exportAgeing };
