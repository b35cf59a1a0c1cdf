import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, cursorInstant, fen, id, pageOf, pageQuery, queryList, text } from '../shapes.ts';
import { damageReport, extensionRequest, handing, lending, lendingRequest, lendingStatus } from './schemas.ts';

const customers = ['booker', 'orgAdmin'] as const;
const staff = ['keeper', 'labManager'] as const;
const readers = [
  'booker',
  'orgAdmin',
  'keeper',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
  'auditor',
] as const;
const loanParams = z.strictObject({ loanId: id });
const leaseParams = z.strictObject({ leaseId: id });
const filter = z.strictObject({
  instrumentId: id.optional(),
  labId: id.optional(),
  organisationId: id.optional(),
  status: queryList(lendingStatus).optional(),
  ...pageQuery(z.tuple([cursorInstant, cursorId])),
});
const requestRefusals = [
  'not-found',
  'invalid-window',
  'slot-taken',
  'mode-not-offered',
  'too-soon',
  'value-unknown',
  'customs-supervised',
  'not-eligible',
  'term-too-long',
  'organisation-required',
  'lending-overdue',
] as const;
const change = { responses: { 200: lending }, ifMatch: true } as const;
const cancelBody = z.strictObject({ reason: text(1_000).optional() });
const extensionRefusals = [
  'not-found',
  'state-conflict',
  'invalid-window',
  'slot-taken',
  'term-too-long',
  'already-exists',
] as const;
const handOverRefusals = ['not-found', 'state-conflict', 'slot-taken', 'photo-invalid', 'period-closed'] as const;

export const createLoan = defineEndpoint({
  operationId: 'createLoan',
  method: 'POST',
  path: '/loans',
  summary: 'Ask for an instrument free of charge for a term; its days are occupied at once',
  body: lendingRequest,
  responses: { 201: lending },
  problems: requestRefusals,
  roles: customers,
  scope: 'organisation',
});

export const createLease = defineEndpoint({
  ...createLoan,
  operationId: 'createLease',
  path: '/leases',
  summary: 'Ask for an instrument for a paid term; its days are occupied at once',
});

const listRefusals = ['invalid-cursor'] as const;

export const listLoans = defineEndpoint({
  operationId: 'listLoans',
  method: 'GET',
  path: '/loans',
  summary: 'Loans within reach, newest first',
  query: filter,
  responses: { 200: pageOf(lending) },
  problems: listRefusals,
  roles: readers,
  scope: 'organisation',
});

export const listLeases = defineEndpoint({
  ...listLoans,
  operationId: 'listLeases',
  path: '/leases',
  summary: 'Term leases within reach, newest first',
});

export const getLoan = defineEndpoint({
  operationId: 'getLoan',
  method: 'GET',
  path: '/loans/{loanId}',
  summary: 'One loan with its contract, reports, deposit and history',
  params: loanParams,
  responses: { 200: lending },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const getLease = defineEndpoint({
  operationId: 'getLease',
  method: 'GET',
  path: '/leases/{leaseId}',
  summary: 'One term lease with its contract, reports and history',
  params: leaseParams,
  responses: { 200: lending },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const cancelLoan = defineEndpoint({
  operationId: 'cancelLoan',
  method: 'POST',
  path: '/loans/{loanId}/cancel',
  summary: 'Take a request back before the hand-over',
  params: loanParams,
  body: cancelBody,
  ...change,
  problems: ['not-found', 'state-conflict'],
  roles: customers,
  scope: 'organisation',
});

export const cancelLease = defineEndpoint({
  operationId: 'cancelLease',
  method: 'POST',
  path: '/leases/{leaseId}/cancel',
  summary: 'Take a request back before the hand-over',
  params: leaseParams,
  body: cancelBody,
  ...change,
  problems: ['not-found', 'state-conflict'],
  roles: customers,
  scope: 'organisation',
});

export const handOver = defineEndpoint({
  operationId: 'handOver',
  method: 'POST',
  path: '/loans/{loanId}/hand-over',
  summary: 'Hand the instrument over with what both sides saw; the deposit is held',
  params: loanParams,
  body: handing,
  ...change,
  problems: handOverRefusals,
  roles: staff,
  scope: 'lab',
});

export const takeBack = defineEndpoint({
  operationId: 'takeBack',
  method: 'POST',
  path: '/loans/{loanId}/take-back',
  summary: 'Take the instrument back; what is worse than at hand-over becomes damage claims',
  params: loanParams,
  body: handing,
  ...change,
  problems: handOverRefusals,
  roles: staff,
  scope: 'lab',
});

export const handOverLease = defineEndpoint({
  operationId: 'handOverLease',
  method: 'POST',
  path: '/leases/{leaseId}/hand-over',
  summary: 'Hand a leased instrument over; the term is charged by the day',
  params: leaseParams,
  body: handing,
  ...change,
  problems: handOverRefusals,
  roles: staff,
  scope: 'lab',
});

export const takeBackLease = defineEndpoint({
  operationId: 'takeBackLease',
  method: 'POST',
  path: '/leases/{leaseId}/take-back',
  summary: 'Take a leased instrument back; days beyond the term are charged',
  params: leaseParams,
  body: handing,
  ...change,
  problems: handOverRefusals,
  roles: staff,
  scope: 'lab',
});

export const reportDamage = defineEndpoint({
  operationId: 'reportDamage',
  method: 'POST',
  path: '/loans/{loanId}/report-damage',
  summary: 'Write down damage and what it costs',
  params: loanParams,
  body: damageReport,
  ...change,
  problems: ['not-found', 'state-conflict'],
  roles: staff,
  scope: 'lab',
});

export const requestExtension = defineEndpoint({
  operationId: 'requestExtension',
  method: 'POST',
  path: '/loans/{loanId}/request-extension',
  summary: 'Ask for a later last day; the further days are occupied at once and decided by themselves',
  params: loanParams,
  body: extensionRequest,
  ...change,
  problems: extensionRefusals,
  roles: customers,
  scope: 'organisation',
});

export const requestLeaseExtension = defineEndpoint({
  operationId: 'requestLeaseExtension',
  method: 'POST',
  path: '/leases/{leaseId}/request-extension',
  summary: 'Ask for a later last day of a term lease',
  params: leaseParams,
  body: extensionRequest,
  ...change,
  problems: extensionRefusals,
  roles: customers,
  scope: 'organisation',
});

export const releaseDeposit = defineEndpoint({
  operationId: 'releaseDeposit',
  method: 'POST',
  path: '/loans/{loanId}/release-deposit',
  summary: 'Give a part of the deposit back, or all that is held; with the last part the loan is closed',
  params: loanParams,
  body: z.strictObject({ amountFen: fen.min(1).optional(), reason: text(1_000).optional() }),
  ...change,
  problems: ['not-found', 'state-conflict', 'insufficient-balance', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const captureDeposit = defineEndpoint({
  operationId: 'captureDeposit',
  method: 'POST',
  path: '/loans/{loanId}/capture-deposit',
  summary: 'Keep a part of the deposit for damage',
  params: loanParams,
  body: z.strictObject({ amountFen: fen.min(1), reason: text(1_000) }),
  ...change,
  problems: ['not-found', 'state-conflict', 'insufficient-balance', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const lendingEndpoints = {
  createLoan,
  listLoans,
  getLoan,
  cancelLoan,
  createLease,
  listLeases,
  getLease,
  cancelLease,
  handOver,
  takeBack,
  handOverLease,
  takeBackLease,
  reportDamage,
  requestExtension,
  requestLeaseExtension,
  releaseDeposit,
  captureDeposit,
};
