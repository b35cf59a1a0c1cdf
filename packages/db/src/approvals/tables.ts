import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instruments } from '../catalogue/tables.ts';
import { fen, instant, instantRange, key, stamps } from '../columns.ts';
import { organisations, users } from '../identity/tables.ts';

/**
 * Which chain a disposal takes, by mode, value, term and place, with effective dates. Never edited: a later one ends it.
 * The constraint approval_policies_no_overlap allows one for a case at a time. A reference table.
 */
export const approvalPolicies = pgTable('approval_policies', {
  id: key().primaryKey(),
  scopeType: text({ enum: ['national', 'district', 'lab'] }).notNull(),
  /** The district or lab; nil for the whole nation, so that the constraint can compare it. */
  scopeId: uuid().notNull(),
  mode: text({ enum: ['rent', 'loan', 'equity'] }).notNull(),
  /** Empty: every form of the mode. */
  form: text({ enum: ['', 'machineTime', 'sample', 'termLease'] }).notNull(),
  valueFromFen: fen().notNull(),
  valueUntilFen: fen(),
  daysFrom: integer().notNull(),
  steps: jsonb().$type<PolicyStepRow[]>().notNull(),
  filingWorkingDays: integer(),
  effective: instantRange().notNull(),
  /** Comes with the product; outside the constraint and behind every policy that somebody has set. */
  isDefault: boolean().notNull().default(false),
  createdBy: uuid(),
  ...stamps(),
});

interface PolicyStepRow {
  role: string;
  orRoles?: string[];
  alongside?: boolean;
  slaHours: number;
  onTimeout: 'escalate' | 'decline' | 'approve';
}

/** One run of approvals for one subject, with the facts that chose it, frozen. */
export const approvalChains = pgTable(
  'approval_chains',
  {
    labId: uuid().notNull(),
    id: key(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    /** By which people know the subject. */
    subjectNumber: text().notNull(),
    districtId: uuid().notNull(),
    /** The customer. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    instrumentId: uuid().notNull(),
    /** Who asked for it. */
    userId: uuid()
      .notNull()
      .references(() => users.id),
    mode: text({ enum: ['rent', 'loan', 'equity'] }).notNull(),
    form: text(),
    /** Aggregated, as the policy was chosen by it. */
    valueFen: fen().notNull(),
    days: integer().notNull(),
    policyId: uuid().notNull(),
    filingWorkingDays: integer(),
    /** In whose days the deadlines run. */
    zone: text().notNull(),
    status: text({ enum: ['open', 'returned', 'approved', 'declined', 'withdrawn'] }).notNull(),
    /** A returned chain that nobody completes by then is declined. */
    answerDueAt: instant(),
    closedAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('approval_chains_by_subject').on(t.subjectId),
  ],
);

/** One step as it was asked and decided, once. Who may decide is copied from the chain, so that a work list reads one index. */
export const approvals = pgTable(
  'approvals',
  {
    labId: uuid().notNull(),
    id: key(),
    chainId: uuid().notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid().notNull(),
    step: integer().notNull(),
    stage: integer().notNull(),
    round: integer().notNull(),
    roles: text().array().notNull(),
    slaHours: integer().notNull(),
    onTimeout: text({ enum: ['escalate', 'decline', 'approve'] }).notNull(),
    status: text({ enum: ['pending', 'approved', 'declined', 'returned', 'expired'] }).notNull(),
    /** Null while earlier steps are undecided. */
    openedAt: instant(),
    /** Expected while the step is not yet asked. */
    deadlineAt: instant().notNull(),
    decidedAt: instant(),
    /** Null when time itself decided. */
    decidedBy: uuid().references(() => users.id),
    /** Whom the decider stood in for. */
    onBehalfOf: uuid().references(() => users.id),
    comment: text(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.chainId], foreignColumns: [approvalChains.labId, approvalChains.id] }),
    /** Each step is asked once a round, and each row decided once. */
    uniqueIndex('approvals_once_a_round').on(t.labId, t.chainId, t.step, t.round),
    index('approvals_by_id').on(t.id),
    index('approvals_by_subject').on(t.subjectId, t.deadlineAt, t.id),
    /** Serve the lists of what was decided; what waits has partial indexes of its own (migration 0009). */
    index('approvals_by_district').on(t.districtId, t.status, t.deadlineAt, t.id),
    index('approvals_by_lab').on(t.labId, t.status, t.deadlineAt, t.id),
    index('approvals_by_organisation').on(t.organisationId, t.status, t.deadlineAt, t.id),
  ],
);

/** Somebody decides in another's place for a time. The constraint approval_delegations_one_at_a_time allows one stand-in. */
export const approvalDelegations = pgTable(
  'approval_delegations',
  {
    id: key().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    delegateUserId: uuid()
      .notNull()
      .references(() => users.id),
    during: instantRange().notNull(),
    reason: text(),
    revokedAt: instant(),
    ...stamps(),
  },
  (t) => [
    index('approval_delegations_by_delegate').on(t.delegateUserId),
    index('approval_delegations_by_user').on(t.userId),
  ],
);

/** A link of a mail that decides one step for one person, once. The table keeps a hash of the token. */
export const approvalLinks = pgTable(
  'approval_links',
  {
    labId: uuid().notNull(),
    id: key(),
    approvalId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    tokenHash: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.approvalId], foreignColumns: [approvals.labId, approvals.id] }),
    index('approval_links_by_hash').on(t.tokenHash),
    index('approval_links_by_approval').on(t.labId, t.approvalId),
  ],
);
