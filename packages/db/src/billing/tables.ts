import type { CostEvidence } from '@guanyi/domain/billing/cost-sheet';
import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instruments } from '../catalogue/tables.ts';
import { fen, instant, instantRange, key, stamps } from '../columns.ts';

/**
 * What an instrument costs one group of customers in one period. Never edited, only ended, because bookings keep pointing at it.
 * The exclusion constraint price_policies_no_overlap (migration 0002) allows one at a time.
 */
export const pricePolicies = pgTable(
  'price_policies',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    form: text({ enum: ['machineTime', 'sample', 'termLease'] }).notNull(),
    priceGroup: text({ enum: ['internal', 'partner', 'academic', 'sme', 'enterprise'] }).notNull(),
    /** Half open; no end means in force until ended. */
    effective: instantRange().notNull(),
    chargeFor: text({ enum: ['booked', 'used', 'overage'] }).notNull(),
    ratePerHourFen: fen().notNull(),
    steps: jsonb().$type<{ fromMinute: number; ratePerHourFen: number }[]>().notNull(),
    timeFactors: jsonb().$type<{ days: string; from: string; until: string; permille: number }[]>().notNull(),
    setupFen: fen().notNull(),
    operatorPerHourFen: fen().notNull(),
    perSampleFen: fen().notNull(),
    perDayFen: fen().notNull(),
    minimumFen: fen().notNull(),
    capFen: fen(),
    subsidyPermille: integer().notNull(),
    cancellation: jsonb().$type<{ noticeHours: number; feeFen?: number; fullPrice?: boolean }>().notNull(),
    noShowFeeFen: fen().notNull(),
    taxCategory: text({ enum: ['vat6', 'vat13', 'vat9', 'vat3', 'vat1', 'exempt'] }).notNull(),
    /** The calculation that the price was set by, where there was one, with names as they were: its evidence prints the same for ever. */
    costSheet: jsonb().$type<CostEvidence>(),
    createdBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('price_policies_by_id').on(t.id),
    index('price_policies_by_instrument').on(t.labId, t.instrumentId, t.form, t.priceGroup),
  ],
);

/** One stretch of actual use, from whichever source saw it; the same source record counts once. */
export const usageRecords = pgTable(
  'usage_records',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid().notNull(),
    userId: uuid(),
    bookingId: uuid(),
    source: text().notNull(),
    sourceId: text().notNull(),
    fromAt: instant().notNull(),
    /** Null: nobody knows the end, so it is a problem and has no price. */
    untilAt: instant(),
    idleMinutes: integer().notNull().default(0),
    samples: integer(),
    serviceWay: text().notNull(),
    /** How far its review has come; whether it is billed is told by its charge. */
    status: text({ enum: ['problem', 'recorded', 'confirmed', 'disputed'] }).notNull(),
    problem: text({ enum: ['missing-end', 'price-missing'] }),
    /**
     * Null: this record is the use. Otherwise the use was on record before from another source, and this record only
     * stands beside it, to be compared; it is never billed.
     */
    besideId: uuid(),
    /** What prices it: the booking's policy, or for a walk-up use the one in force at its start as known when recorded. */
    pricePolicyId: uuid(),
    recordedBy: uuid(),
    labConfirmedAt: instant(),
    customerConfirmedAt: instant(),
    /** When it counts as confirmed if nobody has said anything; null where no review runs. */
    reviewEndsAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    uniqueIndex('usage_records_source_key').on(t.labId, t.source, t.sourceId),
    index('usage_records_by_id').on(t.id),
    index('usage_records_by_booking').on(t.labId, t.bookingId),
    index('usage_records_by_organisation').on(t.organisationId, t.fromAt, t.id),
    index('usage_records_by_district').on(t.districtId, t.fromAt, t.id),
    index('usage_records_by_lab').on(t.labId, t.fromAt, t.id),
    index('usage_records_beside').on(t.labId, t.besideId).where(sql`beside_id IS NOT NULL`),
  ],
);

/** A customer says that a part of a recorded use should not be paid; the lab's side accepts or rejects that once. */
export const usageDisputes = pgTable(
  'usage_disputes',
  {
    labId: uuid().notNull(),
    id: key(),
    usageRecordId: uuid().notNull(),
    /** The time that the customer does not want to pay. */
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    reason: text().notNull(),
    raisedBy: uuid().notNull(),
    status: text({ enum: ['open', 'accepted', 'rejected'] }).notNull(),
    comment: text(),
    resolvedBy: uuid(),
    resolvedAt: instant(),
    /** The charge that gives back what was agreed; none when nothing had to be. */
    adjustmentChargeId: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.usageRecordId], foreignColumns: [usageRecords.labId, usageRecords.id] }),
    index('usage_disputes_by_usage').on(t.labId, t.usageRecordId),
  ],
);

export const charges = pgTable(
  'charges',
  {
    labId: uuid().notNull(),
    id: key(),
    /** Who is owed: the district as payee unit. */
    payeeId: uuid().notNull(),
    organisationId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    kind: text({
      enum: ['usage', 'lease', 'cancellation', 'noShow', 'damage', 'deposit', 'share', 'adjustment', 'waiver'],
    }).notNull(),
    bookingId: uuid(),
    usageRecordId: uuid(),
    leaseId: uuid(),
    loanId: uuid(),
    /** Adjustments, waivers and shares refer to the charge that they change; they are never changed themselves. */
    refersToChargeId: uuid(),
    /** Null where no price list decided, as for a damage. */
    pricePolicyId: uuid(),
    projectCode: text(),
    lines: jsonb().$type<ChargeLine[]>().notNull(),
    subtotalFen: fen().notNull(),
    taxFen: fen().notNull(),
    totalFen: fen().notNull(),
    /** Sum, before tax, of the charges that refer to this one; with it never below zero (migration 0005). */
    adjustedFen: fen().notNull().default(0),
    /** Why an adjustment or a waiver was made, in the words of the person who made it. */
    reason: text(),
    createdBy: uuid(),
    /** When the waiver of a late cancellation is decided: the end of the cancelled window; null once it is. */
    waiverDueAt: instant(),
    /** Start of what is charged: decides the period of the statement. */
    occurredAt: instant().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('charges_by_id').on(t.id),
    index('charges_by_organisation').on(t.organisationId, t.createdAt, t.id),
    index('charges_by_payee').on(t.payeeId, t.createdAt, t.id),
    /** Serves the run of a month. */
    index('charges_by_period').on(t.payeeId, t.occurredAt),
    index('charges_by_booking').on(t.labId, t.bookingId),
    index('charges_by_lab').on(t.labId, t.createdAt, t.id),
    index('charges_by_instrument').on(t.instrumentId, t.createdAt, t.id),
    /** Serves lists of what is rare; uses are most of all charges. */
    index('charges_of_a_kind').on(t.payeeId, t.kind, t.createdAt, t.id).where(sql`kind <> 'usage'`),
    /** Serves the budget of a project, as far as shares name it. */
    index('charges_by_project').on(t.organisationId, t.projectCode).where(sql`project_code IS NOT NULL`),
    index('charges_by_reference').on(t.labId, t.refersToChargeId).where(sql`refers_to_charge_id IS NOT NULL`),
  ],
);

export interface ChargeLine {
  kind: string;
  description?: string;
  quantity: number;
  unit: string;
  unitPriceFen: number;
  amountFen: number;
  taxCategory: string;
  taxFen: number;
}
