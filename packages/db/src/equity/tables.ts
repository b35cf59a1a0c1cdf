import type { WeeklyWindow } from '@guanyi/domain/scheduling/booking-rules';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
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
import { files, instruments } from '../catalogue/tables.ts';
import { fen, instant, key, stamps } from '../columns.ts';
import { organisations, users } from '../identity/tables.ts';

const day = () => date({ mode: 'string' });

/** What the regulations ask, from a day on: the row with the latest `effectiveFrom` that is not after the day in question. */
export const equityRules = pgTable('equity_rules', {
  effectiveFrom: day().primaryKey(),
  noticeDays: integer().notNull(),
  appraisalMonths: integer().notNull(),
  idleMonths: integer().notNull(),
  references: jsonb().$type<{ unitType: string; notice: string; appraisal: string; supervision: string }>().notNull(),
});

/** One instrument that somebody wants to take into a venture, from the intent to the exit. */
export const equityCases = pgTable(
  'equity_cases',
  {
    labId: uuid().notNull(),
    id: key(),
    number: text().notNull(),
    instrumentId: uuid().notNull(),
    districtId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** The customer who proposed it. */
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    ventureName: text().notNull(),
    purposeKind: text({ enum: ['research', 'development', 'teaching', 'production', 'other'] }).notNull(),
    purposeText: text().notNull(),
    status: text({
      enum: [
        'intent',
        'feasible',
        'appraised',
        'inApproval',
        'noticed',
        'agreed',
        'contributed',
        'exited',
        'declined',
        'withdrawn',
        'lapsed',
      ],
    }).notNull(),
    approvedAt: instant(),
    lapsesAt: instant(),
    feasibility: jsonb().$type<{ conclusion: 'positive' | 'negative'; summary: string; fileIds: string[] }>(),
    /** The appraisal that counts: the latest. */
    appraisalId: uuid(),
    noticeText: text(),
    noticePublishedAt: instant(),
    noticeFirstDay: day(),
    noticeLastDay: day(),
    /** The first day on which the agreement may be signed. */
    agreementFrom: day(),
    ventureId: uuid(),
    /** From this day on the instrument belongs to the venture. */
    firstDay: day(),
    exitKind: text({ enum: ['buyBack', 'transfer', 'windUp'] }),
    lastDay: day(),
    instrumentReturns: boolean(),
    considerationFen: fen(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('equity_cases_by_id').on(t.id),
    /** Serves the deals of a district, newest first. */
    index('equity_cases_by_district').on(t.districtId, t.createdAt, t.id),
    index('equity_cases_by_lab').on(t.labId, t.createdAt, t.id),
    index('equity_cases_by_instrument').on(t.labId, t.instrumentId),
  ],
);

/** Customer organisations that take part in a case: who proposed it, and who holds or held units. They see it, nobody else does. */
export const equityParties = pgTable(
  'equity_parties',
  {
    labId: uuid().notNull(),
    caseId: uuid().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    role: text({ enum: ['proposer', 'holder'] }).notNull(),
    since: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.caseId, t.organisationId] }),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
    /** Serves "our cases". */
    index('equity_parties_by_organisation').on(t.organisationId, t.caseId),
  ],
);

/** Appraisals as versions: a later one replaces an earlier one and never changes it. */
export const equityAppraisals = pgTable(
  'equity_appraisals',
  {
    labId: uuid().notNull(),
    id: key(),
    caseId: uuid().notNull(),
    position: integer().notNull(),
    agency: text().notNull(),
    reportNumber: text().notNull(),
    method: text({ enum: ['cost', 'market', 'income'] }).notNull(),
    baseDate: day().notNull(),
    /** Inclusive. */
    validUntil: day().notNull(),
    valueFen: fen().notNull(),
    fileId: uuid().references(() => files.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    uniqueIndex('equity_appraisals_position_key').on(t.labId, t.caseId, t.position),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
  ],
);

export const equityObjections = pgTable(
  'equity_objections',
  {
    labId: uuid().notNull(),
    id: key(),
    caseId: uuid().notNull(),
    text: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    status: text({ enum: ['open', 'upheld', 'rejected'] }).notNull(),
    answer: text(),
    answeredAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('equity_objections_by_case').on(t.labId, t.caseId, t.createdAt),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
  ],
);

/** Who did what to a case and when: the decision log, only ever added to. */
export const equitySteps = pgTable(
  'equity_steps',
  {
    labId: uuid().notNull(),
    caseId: uuid().notNull(),
    /** The version of the case that the step made. */
    position: integer().notNull(),
    at: instant().notNull(),
    action: text().notNull(),
    /** Null when time itself acted. */
    actorUserId: uuid(),
    fromStatus: text(),
    toStatus: text().notNull(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.caseId, t.position] }),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
  ],
);

/** What a signed agreement founds or joins. Who holds how much is in the ledger. */
export const ventures = pgTable(
  'ventures',
  {
    labId: uuid().notNull(),
    id: key(),
    caseId: uuid().notNull(),
    districtId: uuid()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    status: text({ enum: ['active', 'left'] }).notNull(),
    /** As agreed: capital after the contribution, appraised value, all units, those of the unit, and the rest in cash. */
    capitalFen: fen().notNull(),
    valueFen: fen().notNull(),
    agreedUnits: fen().notNull(),
    agreedHoldings: jsonb().$type<{ organisationId: string; units: number }[]>().notNull(),
    cashFen: fen().notNull(),
    signedBy: uuid()
      .notNull()
      .references(() => users.id),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('ventures_by_id').on(t.id),
    uniqueIndex('ventures_case_key').on(t.labId, t.caseId),
    index('ventures_by_district').on(t.districtId, t.createdAt, t.id),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
  ],
);

/** A distribution as it was divided; the money itself moves in the ledger. */
export const distributions = pgTable(
  'distributions',
  {
    labId: uuid().notNull(),
    id: key(),
    ventureId: uuid().notNull(),
    districtId: uuid().notNull(),
    amountFen: fen().notNull(),
    /** Who held units at the end of this day has a part. */
    declaredOn: day().notNull(),
    parts: jsonb().$type<{ organisationId: string; units: number; amountFen: number }[]>().notNull(),
    route: text({ enum: ['ownBudget', 'treasury', 'profit'] }).notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.ventureId], foreignColumns: [ventures.labId, ventures.id] }),
    index('distributions_by_venture').on(t.labId, t.ventureId, t.createdAt, t.id),
  ],
);

/** Hours of the week that an agreement keeps for a holder of units on an instrument that stays with the lab. */
export const priorityHours = pgTable(
  'priority_hours',
  {
    labId: uuid().notNull(),
    id: key(),
    ventureId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    weekly: jsonb().$type<WeeklyWindow[]>().notNull(),
    releaseHours: integer().notNull(),
    createdAt: instant().notNull(),
    /** Set once the holder has nothing left, or the unit has left the venture; then the hours bind nobody. */
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    uniqueIndex('priority_hours_key').on(t.labId, t.ventureId, t.instrumentId, t.organisationId),
    foreignKey({ columns: [t.labId, t.ventureId], foreignColumns: [ventures.labId, ventures.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    check('priority_hours_release', sql`${t.releaseHours} BETWEEN 0 AND 8760`),
    /** Serves whoever asks for time of an instrument. */
    index('priority_hours_in_force').on(t.labId, t.instrumentId).where(sql`${t.endedAt} IS NULL`),
  ],
);
