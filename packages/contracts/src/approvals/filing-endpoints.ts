import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import {
  cursorId,
  day,
  id,
  idText,
  instantText,
  line,
  localized,
  pageOf,
  pageQuery,
  queryList,
  stamps,
} from '../shapes.ts';

const filing = z.object({
  ...stamps,
  /** `late` once the last day has passed. */
  status: z.enum(['open', 'late', 'filed', 'dropped']),
  subjectType: z.enum(['loan', 'lease', 'equityCase']),
  subjectId: idText,
  subjectNumber: z.string(),
  labId: idText,
  districtId: idText,
  dueOn: day,
  /** Calendar days until then in the zone of the lab; negative when it has passed. */
  daysLeft: z.int(),
  filedAt: instantText.optional(),
  filedBy: z.string().optional(),
  reference: z.string().optional(),
  fileId: idText.optional(),
  instrument: z.object({
    id: idText,
    name: localized,
    model: z.string(),
    lab: z.object({ id: idText, name: localized }),
  }),
  organisation: z.object({ id: idText, name: localized }),
});
const filingParams = z.strictObject({ filingId: id });
const readers = ['labManager', 'assetOfficer', 'finance', 'hqReviewer', 'auditor'] as const;

export const listFilings = defineEndpoint({
  operationId: 'listFilings',
  method: 'GET',
  path: '/filings',
  summary: 'Approved disposals that are to be filed or were, the nearest day first',
  query: z.strictObject({
    status: queryList(z.enum(['open', 'late', 'filed'])).optional(),
    subjectId: id.optional(),
    labId: id.optional(),
    ...pageQuery(z.tuple([day, cursorId])),
  }),
  responses: { 200: pageOf(filing) },
  problems: ['invalid-cursor'],
  roles: readers,
  scope: 'district',
});

export const fileDisposal = defineEndpoint({
  operationId: 'fileDisposal',
  method: 'POST',
  path: '/filings/{filingId}/file',
  summary: 'Note that an approved disposal was filed, with its paper: once',
  params: filingParams,
  body: z.strictObject({ reference: line(200), fileId: id.optional() }),
  responses: { 200: filing },
  problems: ['not-found', 'state-conflict'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const getFilingDocument = defineEndpoint({
  operationId: 'getFilingDocument',
  method: 'GET',
  path: '/filings/{filingId}/document',
  summary: 'The paper of a filing',
  params: filingParams,
  responses: { 200: media('application/octet-stream') },
  problems: ['not-found'],
  roles: readers,
  scope: 'district',
});

export const filingEndpoints = { listFilings, fileDisposal, getFilingDocument };
