import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { id, line } from '../shapes.ts';
import { contract, contractCheck } from './schemas.ts';

const contractParams = z.strictObject({ contractId: id });
const contractReaders = [
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

export const getContract = defineEndpoint({
  operationId: 'getContract',
  method: 'GET',
  path: '/contracts/{contractId}',
  summary: 'A contract with its hash and signatures',
  params: contractParams,
  responses: { 200: contract },
  problems: ['not-found'],
  roles: contractReaders,
  scope: 'organisation',
});

export const getContractFile = defineEndpoint({
  operationId: 'getContractFile',
  method: 'GET',
  path: '/contracts/{contractId}/file',
  summary: 'The contract as a PDF document',
  params: contractParams,
  responses: { 200: media('application/pdf') },
  problems: ['not-found'],
  roles: contractReaders,
  scope: 'organisation',
});

export const signContract = defineEndpoint({
  operationId: 'signContract',
  method: 'POST',
  path: '/contracts/{contractId}/sign',
  summary: 'Sign for the lab or for the customer; with the second signature the loan or lease is contracted',
  params: contractParams,
  body: z.strictObject({ contentHash: line(64).optional() }),
  responses: { 200: contract },
  problems: ['not-found', 'role-not-allowed', 'state-conflict', 'document-changed'],
  roles: ['assetOfficer', 'orgAdmin'],
  scope: 'organisation',
});

export const verifyContract = defineEndpoint({
  operationId: 'verifyContract',
  method: 'GET',
  path: '/contract-verifications/{number}',
  summary:
    'Whether a contract, form, agreement, certificate, statement, credit note or cost sheet with this number and hash exists, and how far it is signed; nothing of its content',
  params: z.strictObject({ number: line(100) }),
  query: z.strictObject({ hash: line(64).optional() }),
  responses: { 200: contractCheck },
  problems: [],
  roles: ['public'],
  scope: 'public',
});

export const contractEndpoints = { getContract, getContractFile, signContract, verifyContract };
