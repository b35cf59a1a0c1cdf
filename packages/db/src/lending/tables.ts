import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instruments } from '../catalogue/tables.ts';
import { fen, instant, key, stamps } from '../columns.ts';
import { organisations, users } from '../identity/tables.ts';

/** Loans and leases: one life, one table. The time they take is a row of the occupancy table from the request on. */
export const lendings = pgTable(
  'lendings',
  {
    labId: uuid().notNull(),
    id: key(),
    kind: text({ enum: ['loan', 'lease'] }).notNull(),
    number: text().notNull(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    status: text({
      enum: [
        'requested',
        'approved',
        'contracted',
        'handedOver',
        'overdue',
        'returned',
        'closed',
        'declined',
        'cancelled',
      ],
    }).notNull(),
    firstDay: date({ mode: 'string' }).notNull(),
    lastDay: date({ mode: 'string' }).notNull(),
    /** The days as instants in the zone of the lab: first midnight and the midnight after the last day. */
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    zone: text().notNull(),
    /** Granted, it takes its days from bookings that lie on them. */
    displaces: boolean().notNull().default(false),
    purposeKind: text({ enum: ['research', 'development', 'teaching', 'production', 'other'] }).notNull(),
    purposeText: text().notNull(),
    address: text().notNull(),
    accessories: text().array().notNull(),
    /** Book value when it was asked for: what later contracts are aggregated with. */
    originalValueFen: fen().notNull(),
    /** Of the offering when it was asked for. */
    depositFen: fen().notNull(),
    heldFen: fen().notNull().default(0),
    capturedFen: fen().notNull().default(0),
    releasedFen: fen().notNull().default(0),
    /** The price of a lease, frozen at the request; null where there was none then. */
    pricePolicyId: uuid(),
    priceGroup: text(),
    decisionReason: text(),
    handedOverAt: instant(),
    returnedAt: instant(),
    /** Up to when others have had to make way for what is overdue. */
    madeWayUntilAt: instant(),
    dueSoonToldAt: instant(),
    /** Overdue for so long that the customer may not ask for more until it is back. */
    suspendedAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('lendings_by_id').on(t.id),
    index('lendings_by_organisation').on(t.organisationId, t.createdAt, t.id),
    index('lendings_by_lab').on(t.labId, t.createdAt, t.id),
    index('lendings_by_district').on(t.districtId, t.createdAt, t.id),
    index('lendings_by_instrument').on(t.labId, t.instrumentId),
  ],
);

/** Who did what to a loan or lease and when; shown as its timeline. */
export const lendingHistory = pgTable(
  'lending_history',
  {
    labId: uuid().notNull(),
    lendingId: uuid().notNull(),
    id: key(),
    at: instant().notNull(),
    action: text().notNull(),
    actorUserId: uuid(),
    fromStatus: text(),
    toStatus: text().notNull(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.lendingId, t.id] }),
    foreignKey({ columns: [t.labId, t.lendingId], foreignColumns: [lendings.labId, lendings.id] }),
  ],
);

/** What both sides saw and signed at hand-over and at take-back. */
export const conditionReports = pgTable(
  'condition_reports',
  {
    labId: uuid().notNull(),
    lendingId: uuid().notNull(),
    moment: text({ enum: ['handOver', 'takeBack'] }).notNull(),
    at: instant().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    conditions: jsonb().$type<{ item: string; state: string; note: string }[]>().notNull(),
    accessories: text().array().notNull(),
    meterReading: integer(),
    photoIds: uuid().array().notNull(),
    signedBy: text().array().notNull(),
    /** By which the paper is found again. */
    number: text().notNull(),
    /** What was signed, canonical JSON, and its SHA-256, hexadecimal. */
    content: text().notNull(),
    contentHash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.lendingId, t.moment] }),
    foreignKey({ columns: [t.labId, t.lendingId], foreignColumns: [lendings.labId, lendings.id] }),
    index('condition_reports_by_number').on(t.number),
    /** What signatures point at. */
    unique('condition_reports_content').on(t.labId, t.lendingId, t.moment, t.contentHash),
  ],
);

/** What a person drew or typed under a report, one a party. */
export const conditionSignatures = pgTable(
  'condition_signatures',
  {
    labId: uuid().notNull(),
    lendingId: uuid().notNull(),
    moment: text({ enum: ['handOver', 'takeBack'] }).notNull(),
    party: text({ enum: ['lab', 'customer'] }).notNull(),
    contentHash: text().notNull(),
    kind: text({ enum: ['drawn', 'typed'] }).notNull(),
    name: text().notNull(),
    /** Of a drawn one: each stroke as x, y, x, y …, in thousandths of the field's width. */
    strokes: jsonb().$type<number[][]>(),
    /** SHA-256 over name, strokes and the hash of what was signed. */
    signatureHash: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.lendingId, t.moment, t.party] }),
    foreignKey({
      name: 'condition_signatures_content_fk',
      columns: [t.labId, t.lendingId, t.moment, t.contentHash],
      foreignColumns: [
        conditionReports.labId,
        conditionReports.lendingId,
        conditionReports.moment,
        conditionReports.contentHash,
      ],
    }),
  ],
);

/** A visit to an instrument that is out, announced to who has it and then written down. */
export const lendingInspections = pgTable(
  'lending_inspections',
  {
    labId: uuid().notNull(),
    lendingId: uuid().notNull(),
    id: key(),
    plannedOn: date({ mode: 'string' }).notNull(),
    purpose: text().notNull(),
    plannedBy: uuid()
      .notNull()
      .references(() => users.id),
    status: text({ enum: ['planned', 'done', 'cancelled'] }).notNull(),
    recordedAt: instant(),
    recordedBy: uuid().references(() => users.id),
    conditions: jsonb().$type<{ item: string; state: string; note: string }[]>(),
    meterReading: integer(),
    photoIds: uuid().array().notNull(),
    note: text(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.lendingId, t.id] }),
    foreignKey({ columns: [t.labId, t.lendingId], foreignColumns: [lendings.labId, lendings.id] }),
    index('lending_inspections_by_id').on(t.id),
  ],
);

/** Damage that the difference of two reports shows, or that the keeper reports. */
export const damageClaims = pgTable(
  'damage_claims',
  {
    labId: uuid().notNull(),
    lendingId: uuid().notNull(),
    id: key(),
    item: text().notNull(),
    description: text().notNull(),
    /** Null until somebody has said what it costs. */
    amountFen: fen(),
    source: text({ enum: ['difference', 'report'] }).notNull(),
    status: text({ enum: ['open', 'proposed', 'contested', 'agreed', 'settled', 'waived'] }).notNull(),
    /** What each side said of the amount, last: the lab, the borrower, and who decided or waived. */
    proposal: text(),
    answer: text(),
    decision: text(),
    /** What the borrower would pay, when they contest. */
    counterFen: fen(),
    answerDueAt: instant(),
    photoIds: uuid().array().notNull(),
    /** How it was paid. */
    capturedFen: fen().notNull().default(0),
    chargedFen: fen().notNull().default(0),
    chargeId: uuid(),
    reportedBy: uuid()
      .notNull()
      .references(() => users.id),
    at: instant().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.lendingId, t.id] }),
    foreignKey({ columns: [t.labId, t.lendingId], foreignColumns: [lendings.labId, lendings.id] }),
    index('damage_claims_by_id').on(t.id),
  ],
);

/** A later last day that somebody has asked for. Its days are occupied from the request on. */
export const lendingExtensions = pgTable(
  'lending_extensions',
  {
    labId: uuid().notNull(),
    lendingId: uuid().notNull(),
    id: key(),
    lastDay: date({ mode: 'string' }).notNull(),
    untilAt: instant().notNull(),
    reason: text().notNull(),
    status: text({ enum: ['requested', 'approved', 'declined'] }).notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.lendingId, t.id] }),
    foreignKey({ columns: [t.labId, t.lendingId], foreignColumns: [lendings.labId, lendings.id] }),
  ],
);
