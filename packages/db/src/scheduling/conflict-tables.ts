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
import { instant, key, stamps } from '../columns.ts';

const outageKinds = ['maintenance', 'calibration', 'breakdown', 'statutory', 'openDay'] as const;

/** Time in which an instrument is out of service. What of it no earlier outage covers is occupied under its id. */
export const outages = pgTable(
  'outages',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    kind: text({ enum: outageKinds }).notNull(),
    note: text().notNull(),
    status: text({ enum: ['active', 'cancelled'] })
      .notNull()
      .default('active'),
    /** The maintenance plan that it comes from. */
    planId: uuid(),
    /** What names it in a list that was imported: the same line never makes another. */
    importKey: text(),
    /** Null when a plan or a due date made it. */
    createdBy: uuid(),
    cancelledAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('outages_by_id').on(t.id),
    index('outages_by_instrument').on(t.instrumentId, t.fromAt),
    index('outages_by_lab').on(t.labId, t.fromAt, t.id),
    /** An occurrence of a plan becomes an outage once, however often the sweeper comes by. */
    uniqueIndex('outages_once_a_plan').on(t.labId, t.planId, t.fromAt),
    uniqueIndex('outages_once_a_line').on(t.labId, t.importKey),
  ],
);

/** One claim that cannot stay where it is, and what is done about it. */
export const conflicts = pgTable(
  'conflicts',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    /** Whose claim it is. */
    organisationId: uuid().notNull(),
    userId: uuid().notNull(),
    claimKind: text({ enum: ['booking', 'termLease', 'loan', 'equity'] }).notNull(),
    /** The booking, lease, loan or equity case. */
    claimId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
    cause: text({
      enum: [...outageKinds, 'termLease', 'loan', 'equity', 'retirement', 'ruleChange', 'overrun'],
    }).notNull(),
    outageId: uuid(),
    status: text({ enum: ['open', 'offered', 'resolved', 'escalated'] })
      .notNull()
      .default('open'),
    /** Lower is served first. */
    rank: integer().notNull(),
    options: jsonb().$type<unknown[]>().notNull(),
    deadlineAt: instant().notNull(),
    defaultAction: text({ enum: ['accept', 'cancel', 'keep', 'none'] }).notNull(),
    defaultOption: integer(),
    /** When the sweeper looks at it next; null once a person has to, or nobody. */
    dueAt: instant(),
    /** How often a step failed. */
    failures: integer().notNull().default(0),
    outcome: text({ enum: ['accepted', 'movedByDefault', 'cancelled', 'cancelledByDefault', 'kept', 'overtaken'] }),
    /** The booking in whose place the old one came, when the option lies in another laboratory. */
    newBookingId: uuid(),
    resolvedAt: instant(),
    /** Null when time itself or the worker settled it. */
    resolvedBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('conflicts_by_id').on(t.id),
    index('conflicts_by_claim').on(t.claimId),
    index('conflicts_by_outage').on(t.labId, t.outageId),
    index('conflicts_by_organisation').on(t.organisationId, t.createdAt, t.id),
    index('conflicts_by_lab').on(t.labId, t.createdAt, t.id),
    index('conflicts_by_district').on(t.districtId, t.createdAt, t.id),
  ],
);

/** One-time links by which somebody answers a conflict without signing in. Only the hash is kept. */
export const conflictLinks = pgTable(
  'conflict_links',
  {
    labId: uuid().notNull(),
    id: key(),
    conflictId: uuid().notNull(),
    userId: uuid().notNull(),
    tokenHash: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.conflictId], foreignColumns: [conflicts.labId, conflicts.id] }),
    index('conflict_links_by_hash').on(t.tokenHash),
  ],
);

/** Somebody who waits for time on an instrument, in the order of rank and coming. */
export const waitlistEntries = pgTable(
  'waitlist_entries',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid().notNull(),
    userId: uuid().notNull(),
    /** The time in which any stretch of `minutes` will do. */
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    minutes: integer().notNull(),
    autoAccept: boolean().notNull(),
    purposeKind: text({ enum: ['research', 'development', 'teaching', 'production', 'other'] }).notNull(),
    purposeText: text().notNull(),
    projectCode: text(),
    serviceWay: text({ enum: ['selfOperated', 'guided', 'commissioned', 'remote', 'other'] }).notNull(),
    status: text({ enum: ['waiting', 'offered', 'accepted', 'lapsed', 'left'] })
      .notNull()
      .default('waiting'),
    /** 0 for who had to give way to statutory duty, 1 for everybody else. */
    rank: integer().notNull().default(1),
    offerFromAt: instant(),
    offerUntilAt: instant(),
    /** The offer lapses then; the hold in the calendar with it. */
    offerHoldUntilAt: instant(),
    offerHoldId: uuid(),
    bookingId: uuid(),
    /** Why an automatic acceptance was refused: a code of the problem catalogue. */
    refusal: text(),
    /** When free time was last looked for. */
    checkedAt: instant().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('waitlist_entries_by_id').on(t.id),
    index('waitlist_entries_by_organisation').on(t.organisationId, t.createdAt, t.id),
    index('waitlist_entries_by_lab').on(t.labId, t.createdAt, t.id),
  ],
);
