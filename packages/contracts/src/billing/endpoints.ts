import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { cursorId, cursorInstant, id, instant, pageOf, pageQuery } from '../shapes.ts';
import { form, priceGroup } from '../vocabulary.ts';
import { newPricePolicy, pricePolicy } from './schemas.ts';

const byTime = z.tuple([cursorInstant, cursorId]);

export const createPricePolicy = defineEndpoint({
  operationId: 'createPricePolicy',
  method: 'POST',
  path: '/price-policies',
  summary: 'Set what one group of customers pays for one form of use of an instrument',
  body: newPricePolicy,
  responses: { 201: pricePolicy },
  problems: ['not-found', 'policy-overlap', 'invalid-price-policy', 'invalid-window'],
  roles: ['labManager', 'finance'],
  scope: 'lab',
});

export const listPricePolicies = defineEndpoint({
  operationId: 'listPricePolicies',
  method: 'GET',
  path: '/price-policies',
  summary: 'Price policies, newest first',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    form: form.optional(),
    priceGroup: priceGroup.optional(),
    status: z.enum(['scheduled', 'active', 'ended']).optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(pricePolicy) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'lab',
});

export const endPricePolicy = defineEndpoint({
  operationId: 'endPricePolicy',
  method: 'POST',
  path: '/price-policies/{pricePolicyId}/end',
  summary: 'End a price policy now or at a later instant; bookings made under it keep it',
  params: z.strictObject({ pricePolicyId: id }),
  body: z.strictObject({ effectiveUntil: instant.optional() }),
  responses: { 200: pricePolicy },
  problems: ['not-found', 'state-conflict', 'invalid-window'],
  roles: ['labManager', 'finance'],
  scope: 'lab',
  ifMatch: true,
});

export const getPricePolicyFile = defineEndpoint({
  operationId: 'getPricePolicyFile',
  method: 'GET',
  path: '/price-policies/{pricePolicyId}/file',
  summary: 'What the price was set by, part by part, and the terms that it led to, as PDF/A in the language asked for',
  params: z.strictObject({ pricePolicyId: id }),
  query: z.strictObject({ format: z.enum(['pdf']).default('pdf') }),
  responses: { 200: media('application/pdf') },
  problems: ['not-found', 'cost-sheet-missing'],
  roles: ['labManager', 'finance', 'keeper', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'lab',
});

export const billingEndpoints = { createPricePolicy, listPricePolicies, endPricePolicy, getPricePolicyFile };
