import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, id, idText, line, localized, pageOf, pageQuery, queryInteger, regionCode } from '../shapes.ts';
import { discipline, labLevel } from '../vocabulary.ts';
import { lab, labTotals } from './schemas.ts';

const classPrefix = z
  .string()
  .regex(/^\d{1,8}$/)
  .max(8);
const code = line(60);

export const listLabs = defineEndpoint({
  operationId: 'listLabs',
  method: 'GET',
  path: '/labs',
  summary: 'Laboratories, with reported and computed national totals',
  query: z.strictObject({
    q: line(100, 0).optional(),
    districtId: id.optional(),
    region: regionCode.optional(),
    level: labLevel.optional(),
    discipline: discipline.optional(),
    alliance: code.optional(),
    ...pageQuery(z.tuple([z.string().max(200), cursorId])),
  }),
  responses: { 200: z.object({ ...pageOf(lab).shape, totals: labTotals }) },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const getLab = defineEndpoint({
  operationId: 'getLab',
  method: 'GET',
  path: '/labs/{labId}',
  summary: 'One laboratory',
  params: z.strictObject({ labId: id }),
  responses: { 200: lab },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

const byCode = z.tuple([z.string().max(60)]);

export const listAlliances = defineEndpoint({
  operationId: 'listAlliances',
  method: 'GET',
  path: '/alliances',
  summary: 'Lab alliances',
  query: z.strictObject(pageQuery(byCode)),
  responses: {
    200: pageOf(z.object({ code: z.string(), name: localized, leadLabId: idText.optional(), labCount: z.int() })),
  },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const listDisciplines = defineEndpoint({
  operationId: 'listDisciplines',
  method: 'GET',
  path: '/disciplines',
  summary: 'Disciplines of customs laboratories, or of GB/T 13745',
  query: z.strictObject({ scheme: line(40).optional(), ...pageQuery(z.tuple([z.int(), z.string().max(60)])) }),
  responses: { 200: pageOf(z.object({ scheme: z.string(), code: z.string(), name: localized })) },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const listClassCodes = defineEndpoint({
  operationId: 'listClassCodes',
  method: 'GET',
  path: '/class-codes',
  summary: 'Classification of large instruments',
  query: z.strictObject({
    scheme: line(60).optional(),
    parent: classPrefix.optional(),
    prefix: classPrefix.optional(),
    level: queryInteger(1, 3).optional(),
    q: line(100, 0).optional(),
    ...pageQuery(byCode),
  }),
  responses: {
    200: pageOf(
      z.object({
        scheme: z.string(),
        edition: z.string(),
        code: z.string(),
        level: z.int(),
        parentCode: z.string().optional(),
        name: localized,
      }),
    ),
  },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const listRegions = defineEndpoint({
  operationId: 'listRegions',
  method: 'GET',
  path: '/regions',
  summary: 'Administrative divisions',
  query: z.strictObject({
    parent: regionCode.optional(),
    level: queryInteger(1, 3).optional(),
    q: line(100, 0).optional(),
    ...pageQuery(byCode),
  }),
  responses: {
    200: pageOf(z.object({ code: z.string(), name: localized, level: z.int(), parentCode: z.string().optional() })),
  },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const directoryEndpoints = { listLabs, getLab, listAlliances, listDisciplines, listClassCodes, listRegions };
