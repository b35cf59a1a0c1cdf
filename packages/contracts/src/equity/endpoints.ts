import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, cursorInstant, day, id, pageOf, pageQuery, queryList, text } from '../shapes.ts';
import {
  equityCase,
  equityCaseSummary,
  equityStatus,
  newAgreement,
  newAppraisal,
  newEquityCase,
  newExit,
  newFeasibility,
  objection,
} from './schemas.ts';

/** The parties of a case, its unit, and those who review everything. */
export const equityReaders = [
  'booker',
  'orgAdmin',
  'orgFinance',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
  'auditor',
] as const;

const proposers = ['booker', 'orgAdmin', 'labManager', 'assetOfficer'] as const;
const caseParams = z.strictObject({ caseId: id });
const byTime = z.tuple([cursorInstant, cursorId]);
const comment = z.strictObject({ comment: text(1_000).optional() });

export const createEquityCase = defineEndpoint({
  operationId: 'createEquityCase',
  method: 'POST',
  path: '/equity-cases',
  summary: 'Propose to take an instrument into a venture',
  body: newEquityCase,
  responses: { 201: equityCase },
  problems: [
    'not-found',
    'organisation-required',
    'unit-type-not-allowed',
    'customs-supervised',
    'value-unknown',
    'not-eligible',
    'mode-not-offered',
    'instrument-retired',
  ],
  roles: proposers,
  scope: 'organisation',
});

export const listEquityCases = defineEndpoint({
  operationId: 'listEquityCases',
  method: 'GET',
  path: '/equity-cases',
  summary: 'Equity cases within reach, newest first',
  query: z.strictObject({
    status: queryList(equityStatus).optional(),
    instrumentId: id.optional(),
    labId: id.optional(),
    organisationId: id.optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(equityCaseSummary) },
  problems: ['invalid-cursor'],
  roles: equityReaders,
  scope: 'organisation',
});

export const getEquityCase = defineEndpoint({
  operationId: 'getEquityCase',
  method: 'GET',
  path: '/equity-cases/{caseId}',
  summary: 'One case with appraisals, parties, papers, questions and its decision log',
  params: caseParams,
  responses: { 200: equityCase },
  problems: ['not-found'],
  roles: equityReaders,
  scope: 'organisation',
});

export const withdrawEquityCase = defineEndpoint({
  operationId: 'withdrawEquityCase',
  method: 'POST',
  path: '/equity-cases/{caseId}/withdraw',
  summary: 'End a case before anything is signed',
  params: caseParams,
  body: z.strictObject({ reason: text(1_000).optional(), comment: text(1_000).optional() }),
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict'],
  roles: proposers,
  scope: 'organisation',
  ifMatch: true,
});

export const recordFeasibility = defineEndpoint({
  operationId: 'recordFeasibility',
  method: 'POST',
  path: '/equity-cases/{caseId}/feasibility',
  summary: 'Record the study by which the unit goes on or ends the case',
  params: caseParams,
  body: newFeasibility,
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict'],
  roles: ['labManager', 'assetOfficer'],
  scope: 'lab',
  ifMatch: true,
});

export const addAppraisal = defineEndpoint({
  operationId: 'addAppraisal',
  method: 'POST',
  path: '/equity-cases/{caseId}/appraisals',
  summary: 'Add an appraisal as the next version, which from then on counts',
  params: caseParams,
  body: newAppraisal,
  responses: { 201: equityCase },
  problems: ['not-found', 'state-conflict'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const submitEquityCase = defineEndpoint({
  operationId: 'submitEquityCase',
  method: 'POST',
  path: '/equity-cases/{caseId}/submit',
  summary: 'Put a case to its approval chain',
  params: caseParams,
  body: comment,
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict', 'appraisal-expired'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const publishNotice = defineEndpoint({
  operationId: 'publishNotice',
  method: 'POST',
  path: '/equity-cases/{caseId}/notice',
  summary: 'Publish an approved case; the notice runs from the day after',
  params: caseParams,
  body: z.strictObject({ text: text(10_000, 1) }),
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const raiseObjection = defineEndpoint({
  operationId: 'raiseObjection',
  method: 'POST',
  path: '/equity-cases/{caseId}/objections',
  summary: 'Object to a published case',
  params: caseParams,
  body: z.strictObject({ text: text(5_000, 1) }),
  responses: { 201: objection },
  problems: ['not-found', 'state-conflict'],
  roles: ['signedIn'],
  scope: 'public',
});

export const resolveObjection = defineEndpoint({
  operationId: 'resolveObjection',
  method: 'POST',
  path: '/equity-cases/{caseId}/objections/{objectionId}/resolve',
  summary: 'Answer an objection; an upheld one ends the case',
  params: z.strictObject({ caseId: id, objectionId: id }),
  body: z.strictObject({ outcome: z.enum(['upheld', 'rejected']), answer: text(5_000) }),
  responses: { 200: objection },
  problems: ['not-found', 'state-conflict'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const signAgreement = defineEndpoint({
  operationId: 'signAgreement',
  method: 'POST',
  path: '/equity-cases/{caseId}/agreement',
  summary: 'Sign the agreement: the venture with its register comes into being',
  params: caseParams,
  body: newAgreement,
  responses: { 200: equityCase },
  problems: [
    'not-found',
    'state-conflict',
    'notice-running',
    'objection-open',
    'appraisal-expired',
    'unit-type-not-allowed',
    'stake-mismatch',
    'period-closed',
  ],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const contributeInstrument = defineEndpoint({
  operationId: 'contributeInstrument',
  method: 'POST',
  path: '/equity-cases/{caseId}/contribute',
  summary: 'Hand the instrument to the venture from a day on; what was to happen on it becomes conflicts',
  params: caseParams,
  body: z.strictObject({ firstDay: day }),
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict', 'too-soon', 'customs-supervised', 'instrument-retired', 'slot-taken'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const exitVenture = defineEndpoint({
  operationId: 'exitVenture',
  method: 'POST',
  path: '/equity-cases/{caseId}/exit',
  summary: 'Leave the venture; an instrument that returns is free from the day after the last',
  params: caseParams,
  body: newExit,
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict', 'invalid-window', 'period-closed'],
  roles: ['assetOfficer'],
  scope: 'district',
  ifMatch: true,
});

export const equityEndpoints = {
  createEquityCase,
  listEquityCases,
  getEquityCase,
  withdrawEquityCase,
  recordFeasibility,
  addAppraisal,
  submitEquityCase,
  publishNotice,
  raiseObjection,
  resolveObjection,
  signAgreement,
  contributeInstrument,
  exitVenture,
};
