import { COST_KINDS } from '@guanyi/domain/billing/cost-sheet';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { day, fen, id, idText, instant, signedFen } from '../shapes.ts';
import { form, priceGroup, serviceWay } from '../vocabulary.ts';
import { costSheet, priceLine, priceTerms } from './schemas.ts';

const staff = ['labManager', 'keeper', 'finance', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'] as const;

export const previewPrice = defineEndpoint({
  operationId: 'previewPrice',
  method: 'POST',
  path: '/price-previews',
  summary:
    'Price any booking or use, under the policy in force or under draft terms, and name the rule behind each line',
  body: z
    .strictObject({
      instrumentId: id,
      form: form.default('machineTime'),
      priceGroup: priceGroup.default('enterprise'),
      from: instant.optional(),
      until: instant.optional(),
      firstDay: day.optional(),
      lastDay: day.optional(),
      /** What would be used, where it differs from what is booked. */
      used: z.strictObject({ from: instant, until: instant }).optional(),
      samples: z.int().min(0).max(100_000).optional(),
      options: z.strictObject({ serviceWay: serviceWay.optional() }).optional(),
      draft: z.strictObject(priceTerms).optional(),
    })
    .superRefine((preview, context) => {
      const needed = preview.form === 'termLease' ? (['firstDay', 'lastDay'] as const) : (['from', 'until'] as const);
      for (const name of needed)
        if (preview[name] === undefined)
          context.addIssue({ code: 'custom', path: [name], params: { code: 'required' } });
    }),
  responses: {
    200: z.object({
      instrumentId: idText,
      zone: z.string(),
      priceGroup,
      /** Absent for draft terms. */
      pricePolicyId: idText.optional(),
      lines: z.array(priceLine),
      subtotalFen: signedFen,
      taxFen: signedFen,
      totalFen: signedFen,
    }),
  },
  problems: ['not-found', 'invalid-window', 'price-missing', 'invalid-price-policy'],
  roles: staff,
  scope: 'lab',
});

export const calculateCost = defineEndpoint({
  operationId: 'calculateCost',
  method: 'POST',
  path: '/cost-sheets',
  summary: 'What a machine hour costs its owner, part by part, and the rates that would cover it',
  body: z.strictObject({
    ...costSheet,
    /** How much of the cost each group pays; 1000 covers it. */
    shares: z
      .array(z.strictObject({ priceGroup, permille: z.int().min(0).max(10_000) }))
      .max(5)
      .default([]),
    /** Rates are raised to whole multiples of this. */
    stepFen: z.int().min(1).max(1_000_000).default(1),
  }),
  responses: {
    200: z.object({
      parts: z.array(z.object({ kind: z.enum(COST_KINDS), perHourFen: fen })),
      perHourFen: fen,
      proposals: z.array(z.object({ priceGroup, ratePerHourFen: fen })),
    }),
  },
  problems: [],
  roles: staff,
  scope: 'lab',
});

export const priceToolEndpoints = { previewPrice, calculateCost };
