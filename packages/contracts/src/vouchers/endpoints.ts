import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { cursorId, cursorInstant, fen, id, line, pageOf, pageQuery, queryInteger, regionCode } from '../shapes.ts';
import { mode } from '../vocabulary.ts';
import { appliedVoucher, settle, voucher, voucherProgramme } from './schemas.ts';

const byTime = z.tuple([cursorInstant, cursorId]);
const sponsors = ['finance', 'hqReviewer', 'assetOfficer', 'platformAdmin'] as const;
const aboveZero = fen.min(1);

export const createVoucherProgramme = defineEndpoint({
  operationId: 'createVoucherProgramme',
  method: 'POST',
  path: '/voucher-programmes',
  summary: 'Set up a voucher programme of a region and year: what it pays for, which share and up to how much',
  body: z.strictObject({
    name: line(200),
    region: regionCode,
    year: z.int().min(2000).max(2199),
    capPerOrganisationFen: fen,
    sharePermille: z.int().min(1).max(1_000),
    modes: z.array(mode).min(1).max(3),
    settle: settle.default('deduct'),
  }),
  responses: { 201: voucherProgramme },
  problems: [],
  roles: sponsors,
  scope: 'district',
});

export const listVoucherProgrammes = defineEndpoint({
  operationId: 'listVoucherProgrammes',
  method: 'GET',
  path: '/voucher-programmes',
  summary: 'Voucher programmes with what was issued and used, newest first',
  query: z.strictObject({ year: queryInteger(2000, 2199).optional(), ...pageQuery(byTime) }),
  responses: { 200: pageOf(voucherProgramme) },
  problems: ['invalid-cursor'],
  roles: [...sponsors, 'auditor'],
  scope: 'district',
});

export const getVoucherRedemptions = defineEndpoint({
  operationId: 'getVoucherRedemptions',
  method: 'GET',
  path: '/voucher-programmes/{programmeId}/redemptions',
  summary: 'What the vouchers of a programme paid, as a CSV file for its sponsor',
  params: z.strictObject({ programmeId: id }),
  responses: { 200: media('text/csv') },
  problems: ['not-found'],
  roles: [...sponsors, 'auditor'],
  scope: 'district',
});

export const issueVoucher = defineEndpoint({
  operationId: 'issueVoucher',
  method: 'POST',
  path: '/vouchers',
  summary: 'Give an organisation of the region a voucher; the cap of the programme holds over all of its vouchers',
  body: z.strictObject({ programmeId: id, organisationId: id, amountFen: aboveZero }),
  responses: { 201: voucher },
  problems: ['not-found', 'not-eligible'],
  roles: sponsors,
  scope: 'district',
});

export const listVouchers = defineEndpoint({
  operationId: 'listVouchers',
  method: 'GET',
  path: '/vouchers',
  summary: 'Vouchers within reach with what they paid, newest first',
  query: z.strictObject({ programmeId: id.optional(), organisationId: id.optional(), ...pageQuery(byTime) }),
  responses: { 200: pageOf(voucher) },
  problems: ['invalid-cursor'],
  roles: [...sponsors, 'orgAdmin', 'orgFinance', 'booker', 'auditor'],
  scope: 'organisation',
});

export const applyVoucher = defineEndpoint({
  operationId: 'applyVoucher',
  method: 'POST',
  path: '/vouchers/{voucherId}/apply',
  summary:
    'Pay the programme’s share of a statement by a voucher: once per statement, up to what is left of voucher and cap',
  params: z.strictObject({ voucherId: id }),
  body: z.strictObject({ statementId: id }),
  responses: { 200: appliedVoucher },
  problems: ['not-found', 'state-conflict', 'voucher-applied', 'voucher-exhausted', 'not-eligible', 'period-closed'],
  roles: ['orgAdmin', 'orgFinance', 'booker', 'finance'],
  scope: 'organisation',
});

export const vouchersEndpoints = {
  createVoucherProgramme,
  listVoucherProgrammes,
  getVoucherRedemptions,
  issueVoucher,
  listVouchers,
  applyVoucher,
};
