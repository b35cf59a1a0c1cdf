import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { cursorId, cursorInstant, id, pageOf, pageQuery, queryInteger, text } from '../shapes.ts';
import { equityReaders } from './endpoints.ts';
import { equityCase, equityNotice, newDocument } from './schemas.ts';
import { stakeSimulation } from './venture-schemas.ts';

const caseParams = z.strictObject({ caseId: id });

export const listEquityNotices = defineEndpoint({
  operationId: 'listEquityNotices',
  method: 'GET',
  path: '/equity-notices',
  summary: 'Published cases, newest first',
  query: z.strictObject(pageQuery(z.tuple([cursorInstant, cursorId]))),
  responses: { 200: pageOf(equityNotice) },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const getEquityNotice = defineEndpoint({
  operationId: 'getEquityNotice',
  method: 'GET',
  path: '/equity-notices/{caseId}',
  summary: 'One published case with its objections and their answers',
  params: caseParams,
  responses: { 200: equityNotice },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const simulateStake = defineEndpoint({
  operationId: 'simulateStake',
  method: 'GET',
  path: '/equity-cases/{caseId}/simulation',
  summary: 'The stake that the appraised value would be worth, before anything is signed',
  params: caseParams,
  query: z.strictObject({
    /** Capital after the contribution. */
    capitalFen: queryInteger(1, 100_000_000_000_000),
    unitsIssued: queryInteger(1, 1_000_000_000_000),
  }),
  responses: { 200: stakeSimulation },
  problems: ['not-found', 'state-conflict', 'stake-mismatch'],
  roles: equityReaders,
  scope: 'organisation',
});

export const addEquityDocument = defineEndpoint({
  operationId: 'addEquityDocument',
  method: 'POST',
  path: '/equity-cases/{caseId}/documents',
  summary: 'Lay a paper before the people of a case; the same kind and title again is its next version',
  params: caseParams,
  body: newDocument,
  responses: { 201: equityCase },
  problems: ['not-found'],
  roles: ['booker', 'orgAdmin', 'orgFinance', 'labManager', 'assetOfficer'],
  scope: 'organisation',
});

export const getEquityDocument = defineEndpoint({
  operationId: 'getEquityDocument',
  method: 'GET',
  path: '/equity-cases/{caseId}/documents/{documentId}',
  summary: 'Open a paper; that it was opened is remembered',
  params: z.strictObject({ caseId: id, documentId: id }),
  responses: { 200: media('application/octet-stream') },
  problems: ['not-found'],
  roles: equityReaders,
  scope: 'organisation',
});

export const askQuestion = defineEndpoint({
  operationId: 'askQuestion',
  method: 'POST',
  path: '/equity-cases/{caseId}/questions',
  summary: 'Ask something that everybody in the case sees',
  params: caseParams,
  body: z.strictObject({ text: text(5_000, 1) }),
  responses: { 201: equityCase },
  problems: ['not-found'],
  roles: ['booker', 'orgAdmin', 'orgFinance', 'labManager', 'assetOfficer'],
  scope: 'organisation',
});

export const answerQuestion = defineEndpoint({
  operationId: 'answerQuestion',
  method: 'POST',
  path: '/equity-cases/{caseId}/questions/{questionId}/answer',
  summary: 'Answer a question, once',
  params: z.strictObject({ caseId: id, questionId: id }),
  body: z.strictObject({ answer: text(5_000, 1) }),
  responses: { 200: equityCase },
  problems: ['not-found', 'state-conflict'],
  roles: ['booker', 'orgAdmin', 'orgFinance', 'labManager', 'assetOfficer'],
  scope: 'organisation',
});

export const equityRoomEndpoints = {
  listEquityNotices,
  getEquityNotice,
  simulateStake,
  addEquityDocument,
  getEquityDocument,
  askQuestion,
  answerQuestion,
};
