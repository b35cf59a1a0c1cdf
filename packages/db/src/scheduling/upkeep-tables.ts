import { date, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instruments, labs } from '../catalogue/tables.ts';
import { instant, key, stamps } from '../columns.ts';

/** What a user says is wrong with an instrument, until a keeper has decided about it. */
export const breakdownReports = pgTable(
  'breakdown_reports',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    userId: uuid().notNull(),
    description: text().notNull(),
    /** Pictures that the reporter uploaded. */
    photoIds: uuid().array().notNull(),
    status: text({ enum: ['open', 'confirmed', 'dismissed'] })
      .notNull()
      .default('open'),
    /** What a confirmed report became. */
    outageId: uuid(),
    decidedBy: uuid(),
    decidedAt: instant(),
    answer: text(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('breakdown_reports_by_id').on(t.id),
    index('breakdown_reports_by_lab').on(t.labId, t.createdAt, t.id),
    index('breakdown_reports_by_user').on(t.userId, t.createdAt, t.id),
  ],
);

/** Maintenance or calibration that comes again; the sweeper turns its next occurrences into outages. */
export const maintenancePlans = pgTable(
  'maintenance_plans',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    kind: text({ enum: ['maintenance', 'calibration'] }).notNull(),
    note: text().notNull(),
    /** RFC 5545, in the wall clock of the instrument; it may go on without end. */
    rrule: text().notNull(),
    /** Local day from which the rule counts. */
    firstDay: date({ mode: 'string' }).notNull(),
    /** Local time `HH:MM` at which each occurrence begins. */
    fromClock: text().notNull(),
    minutes: integer().notNull(),
    status: text({ enum: ['active', 'ended'] })
      .notNull()
      .default('active'),
    /** Occurrences that begin before this are in the calendar. */
    plannedUntilAt: instant().notNull(),
    /** When the sweeper looks for further ones; null once the plan has ended. */
    dueAt: instant(),
    createdBy: uuid().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('maintenance_plans_by_id').on(t.id),
    index('maintenance_plans_by_lab').on(t.labId, t.createdAt, t.id),
  ],
);

/** Calibrations on record; the one that is valid longest counts. */
export const calibrations = pgTable(
  'calibrations',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    calibratedOn: date({ mode: 'string' }).notNull(),
    /** Last day, inclusive, in the zone of the instrument: by then it is due again. */
    validUntil: date({ mode: 'string' }).notNull(),
    certificate: text().notNull(),
    /** Local time on the last day at which the next calibration begins, and how long it takes; 0 minutes take no time. */
    dueFromClock: text().notNull(),
    dueMinutes: integer().notNull(),
    /** The outage that the due date became. */
    outageId: uuid(),
    /** What the sweeper does next, and when; null once nothing is left to do. */
    nextStep: text({ enum: ['occupy', 'remind', 'expire'] }),
    dueAt: instant(),
    createdBy: uuid().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('calibrations_by_id').on(t.id),
    index('calibrations_by_instrument').on(t.labId, t.instrumentId, t.validUntil),
    index('calibrations_by_lab').on(t.labId, t.createdAt, t.id),
  ],
);

/** What a lab has set instead of the usual: answers to conflicts, where else is looked, how early people may come. */
export const schedulingPolicies = pgTable('scheduling_policies', {
  labId: uuid()
    .primaryKey()
    .references(() => labs.id),
  outageAnswerHours: integer().notNull(),
  plannedAnswerHours: integer().notNull(),
  clearMinutes: integer().notNull(),
  /** Which places the default may accept, in order; where none fits it cancels. */
  defaults: text().array().notNull(),
  sameInstrumentDays: integer().notNull(),
  equivalentDays: integer().notNull(),
  earlyCheckInMinutes: integer().notNull(),
  updatedBy: uuid(),
  ...stamps(),
});
