import { CHARGE_KINDS } from '@guanyi/domain/billing/price-line';
import { z } from 'zod';
import {
  clockTime,
  clockTimeEnd,
  fen,
  id,
  idText,
  instant,
  instantText,
  localized,
  signedFen,
  stamps,
} from '../shapes.ts';
import { chargeFor, dayClass, form, lineKind, priceGroup, taxCategory } from '../vocabulary.ts';

const step = z.strictObject({ fromMinute: z.int().min(0).max(1_000_000), ratePerHourFen: fen });
const timeFactor = z.strictObject({
  days: dayClass,
  from: clockTime,
  until: clockTimeEnd,
  permille: z.int().min(0).max(100_000),
});
const noticeHours = z.int().min(0).max(8_760);
const cancellationTerms = z.union([
  z.strictObject({ noticeHours, feeFen: fen }),
  z.strictObject({ noticeHours, fullPrice: z.literal(true) }),
]);

/** What decides an amount; prices that are left out are nothing. */
export const priceTerms = {
  chargeFor: chargeFor.default('booked'),
  ratePerHourFen: fen.optional(),
  steps: z.array(step).max(50).default([]),
  timeFactors: z.array(timeFactor).max(50).default([]),
  setupFen: fen.default(0),
  operatorPerHourFen: fen.default(0),
  perSampleFen: fen.default(0),
  perDayFen: fen.default(0),
  minimumFen: fen.default(0),
  capFen: fen.nullable().optional(),
  subsidyPermille: z.int().min(0).max(1_000).default(0),
  cancellation: cancellationTerms.default({ noticeHours: 0, feeFen: 0 }),
  noShowFeeFen: fen.default(0),
  taxCategory: taxCategory.default('vat6'),
};

/** What an instrument costs its owner; costs that are left out are nothing. */
export const costSheet = {
  valueFen: fen,
  depreciationYears: z.int().min(1).max(50),
  ratedHoursPerYear: z.int().min(1).max(8_784),
  consumablesPerHourFen: fen.default(0),
  powerWatts: z.int().min(0).max(10_000_000).default(0),
  powerPerKwhFen: z.int().min(0).max(1_000_000).default(0),
  maintenancePerYearFen: fen.default(0),
  spaceSquareMetres: z.int().min(0).max(100_000).default(0),
  spacePerSquareMetreYearFen: z.int().min(0).max(1_000_000_000).default(0),
};

/** Prices that are left out are nothing, but a machine-hour policy must say its rate: a forgotten rate shall not mean free. */
export const newPricePolicy = z
  .strictObject({
    instrumentId: id,
    form,
    priceGroup,
    effectiveFrom: instant,
    effectiveUntil: instant.optional(),
    ...priceTerms,
    /** The calculation that the rate was set by: kept as evidence. */
    costSheet: z.strictObject(costSheet).optional(),
  })
  .refine((policy) => policy.form !== 'machineTime' || policy.ratePerHourFen !== undefined, {
    path: ['ratePerHourFen'],
    params: { code: 'required' },
  });

export const pricePolicy = z.object({
  ...stamps,
  status: z.enum(['scheduled', 'active', 'ended']),
  labId: idText,
  instrumentId: idText,
  form,
  priceGroup,
  effectiveFrom: instantText,
  effectiveUntil: instantText.optional(),
  chargeFor,
  ratePerHourFen: fen,
  steps: z.array(step),
  timeFactors: z.array(timeFactor),
  setupFen: fen,
  operatorPerHourFen: fen,
  perSampleFen: fen,
  perDayFen: fen,
  minimumFen: fen,
  capFen: fen.optional(),
  subsidyPermille: z.int(),
  cancellation: cancellationTerms,
  noShowFeeFen: fen,
  taxCategory,
  /** Whether the calculation that it was set by is on record. */
  hasCostSheet: z.boolean(),
});

export const priceLine = z.object({
  kind: lineKind,
  description: z.string(),
  /** Whole minutes, samples or days. */
  quantity: z.int(),
  unit: z.string(),
  unitPriceFen: signedFen,
  amountFen: signedFen,
  taxCategory,
  taxFen: signedFen,
  /** How machine time splits by factor and step; parts carry no amounts, because only the line is rounded. */
  parts: z
    .array(
      z.object({ from: instantText, until: instantText, minutes: z.int(), ratePerHourFen: fen, permille: z.int() }),
    )
    .optional(),
  /** The rule that made the line, with its figures, to be told in a sentence. */
  rule: z.object({ code: z.string(), params: z.record(z.string(), z.number()) }).optional(),
});

export const namedInstrument = z.object({ id: idText, name: localized, model: z.string() });
export const namedOrganisation = z.object({ id: idText, name: localized });

export const chargeKind = z.enum(CHARGE_KINDS);

export const charge = z.object({
  ...stamps,
  kind: chargeKind,
  bookingId: idText.optional(),
  bookingNumber: z.string().optional(),
  usageRecordId: idText.optional(),
  leaseId: idText.optional(),
  loanId: idText.optional(),
  refersToChargeId: idText.optional(),
  pricePolicyId: idText.optional(),
  projectCode: z.string().optional(),
  instrumentId: idText,
  labId: idText,
  organisationId: idText,
  payeeId: idText,
  occurredAt: instantText,
  lines: z.array(priceLine),
  subtotalFen: signedFen,
  taxFen: signedFen,
  totalFen: signedFen,
  /** What is left, before tax, after the charges that refer to this one; not on those. */
  leftFen: fen.optional(),
  /** Why an adjustment or a waiver was made. */
  reason: z.string().optional(),
  instrument: namedInstrument,
  organisation: namedOrganisation,
});
