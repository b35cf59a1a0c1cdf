import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, cursorInstant, id, pageOf, pageQuery } from '../shapes.ts';
import { equityReaders } from './endpoints.ts';
import {
  distribution,
  newDistribution,
  stakeEntry,
  stakeIssue,
  stakeRegister,
  stakeTransfer,
  venture,
} from './venture-schemas.ts';

const ventureParams = z.strictObject({ ventureId: id });
const byTime = z.tuple([cursorInstant, cursorId]);

export const recordDistribution = defineEndpoint({
  operationId: 'recordDistribution',
  method: 'POST',
  path: '/equity-cases/{caseId}/distributions',
  summary: 'Record what a venture distributes, divided by the units held on the day it was declared',
  params: z.strictObject({ caseId: id }),
  body: newDistribution,
  responses: { 201: distribution },
  problems: ['not-found', 'state-conflict', 'not-eligible', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const listVentures = defineEndpoint({
  operationId: 'listVentures',
  method: 'GET',
  path: '/ventures',
  summary: 'Ventures within reach, newest first',
  query: z.strictObject(pageQuery(byTime)),
  responses: { 200: pageOf(venture) },
  problems: ['invalid-cursor'],
  roles: equityReaders,
  scope: 'organisation',
});

export const getVenture = defineEndpoint({
  operationId: 'getVenture',
  method: 'GET',
  path: '/ventures/{ventureId}',
  summary: 'One venture with who holds how much of it now',
  params: ventureParams,
  responses: { 200: venture },
  problems: ['not-found'],
  roles: equityReaders,
  scope: 'organisation',
});

export const getStakeRegister = defineEndpoint({
  operationId: 'getStakeRegister',
  method: 'GET',
  path: '/ventures/{ventureId}/stakes',
  summary: 'The register now: all units issued, and who holds them',
  params: ventureParams,
  responses: { 200: stakeRegister },
  problems: ['not-found'],
  roles: equityReaders,
  scope: 'organisation',
});

export const listStakeEntries = defineEndpoint({
  operationId: 'listStakeEntries',
  method: 'GET',
  path: '/ventures/{ventureId}/stakes/entries',
  summary: 'What every holder got and gave, newest first',
  params: ventureParams,
  query: z.strictObject({
    organisationId: id.optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId, z.int().min(-1).max(1)])),
  }),
  responses: { 200: pageOf(stakeEntry) },
  problems: ['not-found', 'invalid-cursor'],
  roles: equityReaders,
  scope: 'organisation',
});

export const listDistributions = defineEndpoint({
  operationId: 'listDistributions',
  method: 'GET',
  path: '/ventures/{ventureId}/distributions',
  summary: 'What a venture has distributed, newest first',
  params: ventureParams,
  query: z.strictObject(pageQuery(byTime)),
  responses: { 200: pageOf(distribution) },
  problems: ['not-found', 'invalid-cursor'],
  roles: equityReaders,
  scope: 'organisation',
});

export const transferStake = defineEndpoint({
  operationId: 'transferStake',
  method: 'POST',
  path: '/ventures/{ventureId}/stakes/transfers',
  summary: 'Move units from one holder to another',
  params: ventureParams,
  body: stakeTransfer,
  responses: { 201: stakeRegister },
  problems: ['not-found', 'state-conflict', 'insufficient-balance', 'period-closed'],
  roles: ['assetOfficer'],
  scope: 'district',
});

export const issueStakeUnits = defineEndpoint({
  operationId: 'issueStakeUnits',
  method: 'POST',
  path: '/ventures/{ventureId}/stakes/issues',
  summary: 'Issue further units, which dilutes everybody else',
  params: ventureParams,
  body: stakeIssue,
  responses: { 201: stakeRegister },
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['assetOfficer'],
  scope: 'district',
});

export const ventureEndpoints = {
  recordDistribution,
  listVentures,
  getVenture,
  getStakeRegister,
  listStakeEntries,
  listDistributions,
  transferStake,
  issueStakeUnits,
};
