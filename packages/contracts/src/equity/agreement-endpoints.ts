import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { id, instantText, line, localized } from '../shapes.ts';
import { equityReaders } from './endpoints.ts';

export const getEquityAgreement = defineEndpoint({
  operationId: 'getEquityAgreement',
  method: 'GET',
  path: '/equity-cases/{caseId}/agreement',
  summary: 'The signed agreement as a PDF',
  params: z.strictObject({ caseId: id }),
  responses: { 200: media('application/pdf') },
  problems: ['not-found', 'state-conflict'],
  roles: equityReaders,
  scope: 'organisation',
});

export const verifyEquityAgreement = defineEndpoint({
  operationId: 'verifyEquityAgreement',
  method: 'GET',
  path: '/equity-agreements/{agreementNumber}',
  summary:
    'Whether an agreement with this number is on record, since when, and its content hash: nothing of what it says',
  params: z.strictObject({ agreementNumber: line(40) }),
  responses: {
    200: z.object({
      number: z.string(),
      contentHash: z.string(),
      signedAt: instantText,
      /** `left` once the unit has left the venture. */
      status: z.enum(['active', 'left']),
      district: localized,
    }),
  },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const getEquityCaseFile = defineEndpoint({
  operationId: 'getEquityCaseFile',
  method: 'GET',
  path: '/equity-cases/{caseId}/file',
  summary: 'The file of a case as a PDF: what it is, and everything that was decided, in order',
  params: z.strictObject({ caseId: id }),
  responses: { 200: media('application/pdf') },
  problems: ['not-found'],
  roles: ['labManager', 'assetOfficer', 'finance', 'hqReviewer', 'auditor'],
  scope: 'district',
});

export const getAppraisalCertificate = defineEndpoint({
  operationId: 'getAppraisalCertificate',
  method: 'GET',
  path: '/equity-cases/{caseId}/appraisals/{appraisalId}/certificate',
  summary: 'One version of an appraisal as a certificate with a code to verify it by, as a PDF',
  params: z.strictObject({ caseId: id, appraisalId: id }),
  responses: { 200: media('application/pdf') },
  problems: ['not-found'],
  roles: equityReaders,
  scope: 'organisation',
});

export const equityAgreementEndpoints = {
  getAppraisalCertificate,
  getEquityAgreement,
  verifyEquityAgreement,
  getEquityCaseFile,
};
