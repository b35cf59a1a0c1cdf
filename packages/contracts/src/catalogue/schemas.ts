import { z } from 'zod';
import { pricePolicy } from '../billing/schemas.ts';
import {
  clockTime,
  clockTimeEnd,
  day,
  fen,
  id,
  idText,
  instantText,
  line,
  localized,
  localizedLongText,
  localizedText,
  stamps,
  text,
  windowText,
  zone,
} from '../shapes.ts';
import { approvalWay, claimKind, discipline, form, fundingSource, labLevel, mode } from '../vocabulary.ts';

const disciplineList = z.array(discipline).min(1).max(8);

const instrumentFacts = {
  assetNumber: line(80),
  name: localizedText(200),
  model: line(200),
  manufacturer: line(200),
  classScheme: line(60),
  classCode: z
    .string()
    .regex(/^\d{2,8}$/)
    .max(8),
  disciplines: disciplineList,
  acquiredOn: day,
  originalValueFen: fen,
  fundingSource,
  customsSupervisedUntil: day,
  location: line(200, 0),
  description: localizedLongText(5_000),
  zone,
};

export const newInstrument = z.strictObject({
  ...instrumentFacts,
  labId: id,
  customsSupervisedUntil: instrumentFacts.customsSupervisedUntil.optional(),
  description: instrumentFacts.description.optional(),
  zone: instrumentFacts.zone.optional(),
});

/** `null` empties a field; a field that is left out stays. */
export const instrumentChange = z.strictObject({
  ...z.strictObject(instrumentFacts).partial().shape,
  customsSupervisedUntil: instrumentFacts.customsSupervisedUntil.nullable().optional(),
  description: instrumentFacts.description.nullable().optional(),
  zone: instrumentFacts.zone.nullable().optional(),
});

export const eligibility = z.strictObject({
  /** The research project or technology-transfer item that the offer serves. */
  project: text(500),
  statutoryExclusive: z.boolean(),
  secret: z.boolean(),
  titleClear: z.boolean(),
  condition: z.enum(['normal', 'limited', 'faulty', 'scrapped']),
});

export const offeringInput = z.strictObject({
  forms: z.array(form).max(3).optional(),
  approval: approvalWay,
  eligibility,
  depositFen: fen.optional(),
});

export const offering = z.object({
  ...stamps,
  status: z.enum(['offered', 'withdrawn']),
  instrumentId: idText,
  mode,
  forms: z.array(form),
  approval: approvalWay,
  eligibility: eligibility.partial(),
  depositFen: fen.optional(),
});

const minutesInDay = 1_440;
const quota = z.strictObject({
  per: z.enum(['user', 'organisation']),
  unit: z.enum(['bookings', 'minutes']),
  window: z.enum(['day', 'week', 'month']),
  limit: z.int().min(0).max(1_000_000),
});

export const bookingRulesInput = z.strictObject({
  weekly: z.array(z.strictObject({ day: z.int().min(1).max(7), from: clockTime, until: clockTimeEnd })).max(100),
  slotMinutes: z.int().min(1).max(minutesInDay),
  minMinutes: z
    .int()
    .min(1)
    .max(minutesInDay * 365),
  maxMinutes: z
    .int()
    .min(1)
    .max(minutesInDay * 365),
  leadMinutes: z
    .int()
    .min(0)
    .max(minutesInDay * 365)
    .default(0),
  horizonDays: z.int().min(1).max(730).default(90),
  setupMinutes: z.int().min(0).max(minutesInDay).default(0),
  teardownMinutes: z.int().min(0).max(minutesInDay).default(0),
  closedOnHolidays: z.boolean().default(false),
  noShowMinutes: z.int().min(0).max(minutesInDay).default(30),
  quotas: z.array(quota).max(20).default([]),
  /** Kinds of qualification that a person needs to operate it, all of them; the lab chooses and names them. */
  qualificationIds: z.array(line(40)).max(20).default([]),
  /** Bookings without a project code are refused. */
  projectCodeRequired: z.boolean().default(false),
});

export const bookingRules = z.object({
  ...stamps,
  instrumentId: idText,
  weekly: z.array(z.object({ day: z.int(), from: z.string(), until: z.string() })),
  slotMinutes: z.int(),
  minMinutes: z.int(),
  maxMinutes: z.int(),
  leadMinutes: z.int(),
  horizonDays: z.int(),
  setupMinutes: z.int(),
  teardownMinutes: z.int(),
  closedOnHolidays: z.boolean(),
  noShowMinutes: z.int(),
  quotas: z.array(quota),
  qualificationIds: z.array(idText),
  projectCodeRequired: z.boolean(),
});

/** One column of the availability strip. */
export const stripDay = z.object({
  day: z.string(),
  freePermille: z.int(),
  freeMinutes: z.int(),
  firstFree: instantText.optional(),
  closed: z.boolean(),
  outage: z.boolean(),
});

export const labSummary = z.object({
  id: idText,
  name: localized,
  city: z.string(),
  level: labLevel,
  region: z.string(),
  accreditations: z.array(z.string()),
});

/** An instrument as a search shows it. */
export const instrumentSummary = z.object({
  ...stamps,
  status: z.enum(['active', 'retired']),
  /** Facts are missing, so it cannot be offered for term lease, loan or equity yet. */
  incomplete: z.boolean(),
  assetNumber: z.string(),
  name: localized,
  model: z.string(),
  manufacturer: z.string(),
  classScheme: z.string(),
  classCode: z.string(),
  className: localized.optional(),
  /** The room; in a BSL-3 zone only the page of the instrument tells it, to the lab's own people. */
  location: z.string().optional(),
  suggestedClassCode: z.string().optional(),
  labId: idText,
  lab: labSummary,
  disciplines: z.array(discipline),
  modes: z.array(mode),
  forms: z.array(form),
  zone: z.string(),
  /** Lowest hourly list price. */
  priceFromFen: fen.optional(),
  /** With tax, for the dates asked for. */
  totalFen: fen.optional(),
  /** Free for the whole of the dates asked for. */
  isFree: z.boolean().optional(),
  strip: z.array(stripDay),
  nextFree: windowText.optional(),
  /** Labelled sample data. */
  isGenerated: z.boolean(),
});

export const instrument = z.object({
  ...instrumentSummary.shape,
  classEdition: z.string(),
  description: localized.partial().optional(),
  acquiredOn: z.string().optional(),
  originalValueFen: fen.optional(),
  fundingSource: fundingSource.optional(),
  customsSupervisedUntil: z.string().optional(),
  districtId: idText,
  address: z.string().optional(),
  offerings: z.array(offering),
  rules: bookingRules.optional(),
  prices: z.array(pricePolicy),
  qualifications: z.array(z.object({ id: idText, name: localized })),
});

export const availability = z.object({
  instrumentId: idText,
  zone: z.string(),
  from: instantText,
  until: instantText,
  /** Footprints, with setup and teardown. */
  busy: z.array(z.object({ from: instantText, until: instantText, kind: claimKind })),
  open: z.array(windowText),
  free: z.array(windowText),
  /** The year's holidays are not announced yet. */
  provisional: z.boolean(),
});

export const lab = z.object({
  ...stamps,
  code: z.string(),
  name: localized,
  level: labLevel,
  districtId: idText,
  districtName: localized,
  region: z.string(),
  city: z.string(),
  address: z.string().optional(),
  zone: z.string(),
  disciplines: z.array(discipline),
  alliances: z.array(z.object({ code: z.string(), name: localized })),
  accreditations: z.array(z.string()),
  isBsl3: z.boolean(),
  instrumentCount: z.int(),
  isGenerated: z.boolean(),
});

/** Reported and computed totals differ in the source; both are shown. */
export const labTotals = z.object({
  reportedTotal: z.int(),
  computedTotal: z.int(),
  byLevel: z.array(z.object({ level: labLevel, reported: z.int(), recorded: z.int() })),
});

const facet = z.array(z.object({ value: z.string(), label: localized.optional(), count: z.int() }));
const priceBand = z.object({ priceMinFen: fen, priceMaxFen: fen.optional(), count: z.int() });
export const facets = z.object({
  mode: facet,
  discipline: facet,
  classCode: facet,
  region: facet,
  labLevel: facet,
  accreditation: facet,
  /** Bands of the hourly list price from low to high, empty ones too; the last has no upper end. */
  price: z.array(priceBand),
});

const importFault = z.object({
  column: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
  message: z.string(),
});

/** The `result` of an import. A file that could not be read at all has one too, and counts nothing. */
export const importResult = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** One entry a refused row, with its first fault; `more` holds the others. The first 5,000 rows. */
  rejected: z.array(importFault.extend({ line: z.int(), more: z.array(importFault).optional() })),
  rejectedCount: z.int(),
  /** Columns of the file that no field takes. */
  ignoredColumns: z.array(z.string()),
  /** Null when it could not be told. */
  encoding: z.string().nullable(),
  dryRun: z.boolean(),
});
