import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { id, idText, localized, signedFen } from '../shapes.ts';
import { periodText } from '../statements/schemas.ts';
import { mode, priceGroup } from '../vocabulary.ts';

const readers = ['labManager', 'finance', 'assetOfficer', 'hqReviewer', 'auditor'] as const;

/** Months are those of the books; `until` is the last one. Both left out: the twelve months that end with the current one. */
const filter = {
  from: periodText.optional(),
  until: periodText.optional(),
  districtId: id.optional(),
  labId: id.optional(),
  mode: mode.optional(),
  priceGroup: priceGroup.optional(),
};

const sums = {
  chargeCount: z.int(),
  subtotalFen: signedFen,
  taxFen: signedFen,
  totalFen: signedFen,
};

export const getRevenueReport = defineEndpoint({
  operationId: 'getRevenueReport',
  method: 'GET',
  path: '/reports/revenue',
  summary: 'What was earned by month, mode, price group and lab, corrections included, beside the months before',
  query: z.strictObject(filter),
  responses: {
    200: z.object({
      from: periodText,
      until: periodText,
      total: z.object(sums),
      /** As many months, right before. */
      previous: z.object(sums),
      byMonth: z.array(z.object({ period: periodText, ...sums, byMode: z.array(z.object({ mode, ...sums })) })),
      byMode: z.array(z.object({ mode, ...sums })),
      /** Without a group: what no price list decided, such as a damage or a distribution. */
      byGroup: z.array(z.object({ priceGroup: priceGroup.optional(), ...sums })),
      byLab: z.array(z.object({ lab: z.object({ id: idText, name: localized }), ...sums })),
    }),
  },
  problems: [],
  roles: readers,
  scope: 'district',
});

export const getRevenueReportFile = defineEndpoint({
  operationId: 'getRevenueReportFile',
  method: 'GET',
  path: '/reports/revenue/file',
  summary: 'The report of revenue as a workbook, one sheet for each way to look at it',
  query: z.strictObject(filter),
  responses: { 200: media('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet') },
  problems: [],
  roles: readers,
  scope: 'district',
});

export const revenueEndpoints = { getRevenueReport, getRevenueReportFile };
