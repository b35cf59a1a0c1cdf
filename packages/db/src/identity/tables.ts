import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, key, stamps } from '../columns.ts';

/** Owners of labs, customers and authorities. A reference table: it is copied to every shard. */
export const organisations = pgTable(
  'organisations',
  {
    id: key().primaryKey(),
    slug: text().notNull(),
    kind: text({ enum: ['customsDistrict', 'enterprise', 'university', 'institute', 'government'] }).notNull(),
    nameZh: text().notNull(),
    nameEn: text(),
    uscc: text().notNull(),
    /** Division code, two to six digits; S&T departments see what lies under theirs. */
    region: text().notNull(),
    /** IANA zone of its days, months and books. */
    zone: text().notNull().default('Asia/Shanghai'),
    contact: jsonb().$type<{ name: string; phone?: string; email?: string; address?: string }>(),
    status: text({ enum: ['pending', 'verified', 'suspended'] })
      .notNull()
      .default('pending'),
    /** A verified small or medium enterprise pays the sme price group. */
    isSme: boolean().notNull().default(false),
    verifiedAt: instant(),
    /** Why the credit code was accepted although its check digit is wrong. */
    overrideEvidence: text(),
    ...stamps(),
  },
  (t) => [uniqueIndex('organisations_uscc_key').on(t.uscc), uniqueIndex('organisations_slug_key').on(t.slug)],
);

export const users = pgTable(
  'users',
  {
    id: key().primaryKey(),
    /** Lower case; the database refuses another spelling of the same address. */
    email: text().notNull(),
    displayName: text().notNull(),
    /** Empty until an invited person has set a password. */
    passwordHash: text(),
    locale: text({ enum: ['zh-CN', 'en'] })
      .notNull()
      .default('zh-CN'),
    status: text({ enum: ['invited', 'active', 'disabled'] })
      .notNull()
      .default('active'),
    /** Raised when rights or password change, so that older access tokens stop working. */
    tokenVersion: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [uniqueIndex('users_email_key').on(t.email)],
);

export const memberships = pgTable(
  'memberships',
  {
    id: key().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Set for keepers and lab managers: the one lab they work for. */
    labId: uuid(),
    role: text().notNull(),
    status: text({ enum: ['invited', 'active', 'removed'] })
      .notNull()
      .default('active'),
    ...stamps(),
  },
  (t) => [
    unique('memberships_once').on(t.userId, t.organisationId, t.labId, t.role).nullsNotDistinct(),
    /** Serves the member list of an organisation. */
    index('memberships_by_organisation').on(t.organisationId, t.id),
    /** Serves the mails to everybody with a role in a lab. */
    index('memberships_by_lab').on(t.labId, t.role),
  ],
);

/** One row a refresh token; rows of one login share the family, which ends whole when a rotated token comes back. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: key().primaryKey(),
    familyId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    tokenHash: text().notNull(),
    issuedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    rotatedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex('refresh_tokens_hash_key').on(t.tokenHash), index('refresh_tokens_by_family').on(t.familyId)],
);

/** The secret that a person shares with an authenticator, asked for beside the password once its first code has been right. */
export const secondFactors = pgTable('second_factors', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id),
  secret: text().notNull(),
  confirmedAt: instant(),
  /** Half minutes since 1970 of the last code that was taken: it and older ones count no more. */
  usedStep: integer(),
  ...stamps(),
});

/** Codes for somebody without the authenticator, each good once. Only their hashes are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    codeHash: text().notNull(),
    usedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

/** Failed logins, counted per account and address in a sliding window. */
export const loginFailures = pgTable(
  'login_failures',
  { id: key().primaryKey(), accountHash: text().notNull(), address: text().notNull(), at: instant().notNull() },
  (t) => [index('login_failures_recent').on(t.accountHash, t.address, t.at)],
);

/** One-time links: accept an invitation, set a password. Only the hash is kept. */
export const oneTimeTokens = pgTable(
  'one_time_tokens',
  {
    id: key().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    purpose: text({ enum: ['invitation', 'passwordReset'] }).notNull(),
    tokenHash: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [uniqueIndex('one_time_tokens_hash_key').on(t.tokenHash)],
);

/** The stored reply of every acknowledged POST that carried an Idempotency-Key. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: uuid().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    status: integer().notNull(),
    body: jsonb(),
    headers: jsonb().$type<Record<string, string>>(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.operation, t.key] }),
    /** Serves the clean-up of keys older than a day. */
    index('idempotency_keys_by_age').on(t.createdAt),
  ],
);

/** What was done to whom by whom, append only. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: key().primaryKey(),
    at: instant().notNull(),
    actorUserId: uuid(),
    organisationId: uuid(),
    labId: uuid(),
    action: text().notNull(),
    subjectType: text().notNull(),
    subjectId: text().notNull(),
    details: jsonb().notNull(),
  },
  (t) => [index('audit_events_by_subject').on(t.subjectType, t.subjectId, t.at)],
);
