import { organisationKinds, roles } from '@guanyi/domain/identity/roles';
import { z } from 'zod';
import { email, id, idText, instantText, line, locale, localized, regionCode, stamps } from '../shapes.ts';

export const role = z.enum(roles);
export const organisationKind = z.enum(organisationKinds);
export const organisationStatus = z.enum(['pending', 'verified', 'suspended']);

/** As typed: the credit code rule, not the parser, judges its alphabet, so that the refusal is `invalid-uscc`. */
export const uscc = line(40);
export const password = z.string().min(1).max(200);

const contactInput = z.strictObject({
  name: line(100),
  phone: line(40).optional(),
  email: email.optional(),
  address: line(300).optional(),
});

export const registration = z.strictObject({
  name: z.union([line(200), z.strictObject({ zh: line(200), en: line(200).optional() })]),
  kind: organisationKind,
  uscc,
  region: regionCode,
  contact: z.union([line(200), contactInput]).optional(),
  orgAdmin: z.strictObject({ email, password, displayName: line(100), locale: locale.optional() }),
});

export const organisation = z.object({
  ...stamps,
  status: organisationStatus,
  slug: z.string(),
  name: localized,
  kind: organisationKind,
  uscc: z.string(),
  region: z.string(),
  isSme: z.boolean(),
  /** Only for its own members and the platform. */
  contact: z
    .object({
      name: z.string(),
      phone: z.string().optional(),
      email: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  verifiedAt: instantText.optional(),
  /** The credit code was accepted on evidence although its check digit is wrong. */
  isOverridden: z.boolean(),
});

export const user = z.object({
  ...stamps,
  status: z.enum(['invited', 'active', 'disabled']),
  email: z.string(),
  displayName: z.string(),
  locale,
});

export const membership = z.object({
  id: idText,
  organisationId: idText,
  organisationName: localized,
  organisationKind,
  labId: idText.optional(),
  labName: localized.optional(),
  role,
});

export const session = z.object({ accessToken: z.string(), expiresAt: instantText, user });

export const member = z.object({
  ...stamps,
  status: z.enum(['invited', 'active', 'removed']),
  organisationId: idText,
  userId: idText,
  displayName: z.string(),
  email: z.string(),
  labId: idText.optional(),
  labName: localized.optional(),
  role,
});

export const invitation = z.strictObject({
  email,
  role,
  labId: id.optional(),
  displayName: line(100).optional(),
  locale: locale.optional(),
});

export const memberChange = z.strictObject({
  role: role.optional(),
  labId: id.optional(),
});
