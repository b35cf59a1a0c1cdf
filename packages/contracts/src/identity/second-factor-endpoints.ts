import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import { id, instantText } from '../shapes.ts';
import { password } from './schemas.ts';

/** Six digits of the authenticator or a recovery code, as typed. */
const code = z.string().min(1).max(20);
const recoveryCodes = z.object({
  /** Each good once, shown only now. */
  recoveryCodes: z.array(z.string()),
});

export const getSecondFactor = defineEndpoint({
  operationId: 'getSecondFactor',
  method: 'GET',
  path: '/me/second-factor',
  summary: 'Whether signing in needs a code beside the password',
  responses: {
    200: z.object({
      status: z.enum(['off', 'on']),
      confirmedAt: instantText.optional(),
      recoveryCodesLeft: z.int(),
    }),
  },
  problems: [],
  roles: ['signedIn'],
  scope: 'self',
});

export const beginSecondFactor = defineEndpoint({
  operationId: 'beginSecondFactor',
  method: 'POST',
  path: '/me/second-factor',
  summary: 'A secret for an authenticator; it counts once a code has confirmed it',
  body: z.strictObject({ password }),
  responses: { 201: z.object({ secret: z.string(), otpauthUri: z.string() }) },
  problems: ['wrong-password', 'state-conflict', 'too-many-attempts'],
  roles: ['signedIn'],
  scope: 'self',
});

export const confirmSecondFactor = defineEndpoint({
  operationId: 'confirmSecondFactor',
  method: 'POST',
  path: '/me/second-factor/confirm',
  summary: 'Confirm the secret with a code: from now on signing in needs one',
  body: z.strictObject({ code }),
  responses: { 200: recoveryCodes },
  problems: ['wrong-code', 'state-conflict', 'too-many-attempts'],
  roles: ['signedIn'],
  scope: 'self',
});

export const renewRecoveryCodes = defineEndpoint({
  operationId: 'renewRecoveryCodes',
  method: 'POST',
  path: '/me/second-factor/recovery-codes',
  summary: 'New recovery codes in the place of the old ones',
  body: z.strictObject({ code }),
  responses: { 200: recoveryCodes },
  problems: ['wrong-code', 'too-many-attempts'],
  roles: ['signedIn'],
  scope: 'self',
});

export const removeSecondFactor = defineEndpoint({
  operationId: 'removeSecondFactor',
  method: 'POST',
  path: '/me/second-factor/remove',
  summary: 'Sign in with the password alone again',
  body: z.strictObject({ password, code }),
  responses: { 204: noContent },
  problems: ['wrong-password', 'wrong-code', 'too-many-attempts'],
  roles: ['signedIn'],
  scope: 'self',
});

export const resetSecondFactor = defineEndpoint({
  operationId: 'resetSecondFactor',
  method: 'POST',
  path: '/organisations/{organisationId}/members/{memberId}/second-factor/reset',
  summary: 'Let somebody who has lost authenticator and recovery codes sign in with the password alone',
  params: z.strictObject({ organisationId: id, memberId: id }),
  body: z.strictObject({}),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: ['platformAdmin'],
  scope: 'platform',
});

export const secondFactorEndpoints = {
  getSecondFactor,
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  removeSecondFactor,
  resetSecondFactor,
};
