import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import { id, instantText, line, localized, localizedText } from '../shapes.ts';

const checklist = z.object({
  classCode: z.string(),
  items: z.array(localized),
  version: z.int(),
  updatedAt: instantText,
});
const listParams = z.strictObject({ labId: id, classCode: line(6, 6) });

export const getChecklist = defineEndpoint({
  operationId: 'getChecklist',
  method: 'GET',
  path: '/instruments/{instrumentId}/checklist',
  summary:
    'What is looked at when the instrument leaves and comes back: the list of its lab, or what is proposed for its class',
  params: z.strictObject({ instrumentId: id }),
  responses: {
    200: z.object({
      items: z.array(localized),
      source: z.enum(['lab', 'proposed']),
      /** The class for which the list is made: the instrument's own or one above it. */
      classCode: z.string(),
    }),
  },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const listChecklists = defineEndpoint({
  operationId: 'listChecklists',
  method: 'GET',
  path: '/labs/{labId}/checklists',
  summary: 'The lists that a lab has set for classes of instruments',
  params: z.strictObject({ labId: id }),
  responses: { 200: z.object({ items: z.array(checklist) }) },
  problems: ['not-found'],
  roles: ['keeper', 'labManager', 'assetOfficer'],
  scope: 'lab',
});

export const putChecklist = defineEndpoint({
  operationId: 'putChecklist',
  method: 'PUT',
  path: '/labs/{labId}/checklists/{classCode}',
  summary: 'Set what the lab looks at for a class of instruments',
  params: listParams,
  body: z.strictObject({ items: z.array(localizedText(200)).min(1).max(50) }),
  responses: { 200: z.object({ items: z.array(checklist) }) },
  problems: ['not-found', 'unknown-class-code'],
  roles: ['labManager'],
  scope: 'lab',
});

export const removeChecklist = defineEndpoint({
  operationId: 'removeChecklist',
  method: 'DELETE',
  path: '/labs/{labId}/checklists/{classCode}',
  summary: 'Give a class back to the list that is proposed for it',
  params: listParams,
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: ['labManager'],
  scope: 'lab',
});

export const checklistEndpoints = { getChecklist, listChecklists, putChecklist, removeChecklist };
