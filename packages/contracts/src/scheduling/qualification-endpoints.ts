import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import {
  cursorId,
  cursorInstant,
  email,
  id,
  idText,
  instant,
  instantText,
  line,
  localized,
  localizedText,
  pageOf,
  pageQuery,
  queryList,
  stamps,
  text,
} from '../shapes.ts';

const readers = [
  'labManager',
  'keeper',
  'booker',
  'orgAdmin',
  'assetOfficer',
  'hqReviewer',
  'auditor',
  'platformAdmin',
] as const;
const classCode = z
  .string()
  .regex(/^\d{1,8}$/)
  .max(8);
/** What `qualificationIds` of booking rules name: chosen by the lab. */
const kindId = line(40);
const status = z.enum(['active', 'expired', 'revoked']);

const qualification = z.object({
  ...stamps,
  status,
  labId: idText,
  user: z.object({ id: idText, displayName: z.string() }),
  userId: idText,
  instrumentId: idText.optional(),
  instrument: z.object({ id: idText, name: localized }).optional(),
  classCode: z.string().optional(),
  kindId: z.string().optional(),
  kind: z.object({ id: z.string(), name: localized }).optional(),
  /** Worth nothing from this instant on. */
  expiresAt: instantText.optional(),
  revokedAt: instantText.optional(),
  note: z.string().optional(),
  grantedBy: idText,
});

export const listQualifications = defineEndpoint({
  operationId: 'listQualifications',
  method: 'GET',
  path: '/qualifications',
  summary: 'Who may operate what: grants of the own lab, or those of the own organisation',
  query: z.strictObject({
    labId: id.optional(),
    userId: id.optional(),
    instrumentId: id.optional(),
    classCode: classCode.optional(),
    status: queryList(status).optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(qualification) },
  problems: ['invalid-cursor'],
  roles: readers,
  scope: 'organisation',
});

export const grantQualification = defineEndpoint({
  operationId: 'grantQualification',
  method: 'POST',
  path: '/qualifications',
  summary:
    'Allow a person to operate an instrument, a class of instruments, or all that ask for a kind; again to renew',
  body: z
    .strictObject({
      userId: id.optional(),
      /** Instead of the id: the address with which the person signs in. */
      email: email.optional(),
      instrumentId: id.optional(),
      /** A prefix covers every class below it. */
      classCode: classCode.optional(),
      /** Without it the grant meets every requirement of what it covers. */
      kindId: kindId.optional(),
      /** For a class or a kind; the own lab when missing. */
      labId: id.optional(),
      expiresAt: instant.optional(),
      note: text(1_000).optional(),
    })
    .refine((grant) => (grant.userId === undefined) !== (grant.email === undefined), {
      path: ['userId'],
      params: { code: 'required' },
    })
    .refine(
      (grant) => grant.instrumentId !== undefined || grant.classCode !== undefined || grant.kindId !== undefined,
      { path: ['instrumentId'], params: { code: 'required' } },
    ),
  responses: { 201: qualification },
  problems: ['not-found'],
  roles: ['labManager', 'keeper'],
  scope: 'lab',
});

export const revokeQualification = defineEndpoint({
  operationId: 'revokeQualification',
  method: 'DELETE',
  path: '/qualifications/{qualificationId}',
  summary: 'Take a grant back; it is checked again at every check-in',
  params: z.strictObject({ qualificationId: id }),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: ['labManager', 'keeper'],
  scope: 'lab',
});

const kind = z.object({ id: z.string(), version: z.int(), labId: idText, name: localized });

export const listQualificationKinds = defineEndpoint({
  operationId: 'listQualificationKinds',
  method: 'GET',
  path: '/labs/{labId}/qualification-kinds',
  summary: 'What a lab calls the qualifications that its booking rules ask for',
  params: z.strictObject({ labId: id }),
  responses: { 200: z.object({ items: z.array(kind) }) },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const putQualificationKind = defineEndpoint({
  operationId: 'putQualificationKind',
  method: 'PUT',
  path: '/labs/{labId}/qualification-kinds/{kindId}',
  summary: 'Name a kind of qualification',
  params: z.strictObject({ labId: id, kindId }),
  body: z.strictObject({ name: localizedText(100) }),
  responses: { 200: kind },
  problems: ['not-found'],
  roles: ['labManager'],
  scope: 'lab',
});

export const qualificationEndpoints = {
  listQualifications,
  grantQualification,
  revokeQualification,
  listQualificationKinds,
  putQualificationKind,
};
