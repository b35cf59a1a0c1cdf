import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, fen, instant, key, stamps, tsvector } from '../columns.ts';
import { organisations } from '../identity/tables.ts';

/** Large-instrument classification; editions number classes differently, so the scheme and its version belong to the key. */
export const classCodes = pgTable(
  'class_codes',
  {
    scheme: text().notNull(),
    edition: text().notNull(),
    code: text().notNull(),
    nameZh: text().notNull(),
    nameEn: text(),
    level: smallint().notNull(),
    parentCode: text(),
  },
  (t) => [primaryKey({ columns: [t.scheme, t.edition, t.code] })],
);

/** The eight disciplines of customs laboratories and the first level of GB/T 13745. */
export const disciplines = pgTable(
  'disciplines',
  {
    scheme: text().notNull(),
    code: text().notNull(),
    nameZh: text().notNull(),
    nameEn: text(),
    position: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scheme, t.code] })],
);

/** Administrative divisions: province 2, city 4, county 6 digits. */
export const regions = pgTable(
  'regions',
  {
    code: text().primaryKey(),
    nameZh: text().notNull(),
    nameEn: text(),
    level: smallint().notNull(),
    parentCode: text(),
  },
  (t) => [index('regions_by_parent').on(t.parentCode)],
);

/** Days that differ from their weekday, as announced each year. Editable: a notice can be amended. */
export const calendarDays = pgTable('calendar_days', {
  day: date({ mode: 'string' }).primaryKey(),
  name: text().notNull(),
  isOffDay: boolean().notNull(),
});

/** Whether the holiday notice of a year is out; until then its days are provisional. */
export const calendarYears = pgTable('calendar_years', {
  year: smallint().primaryKey(),
  isPublished: boolean().notNull(),
  source: text(),
});

export const alliances = pgTable('alliances', {
  code: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text(),
  leadLabId: uuid(),
});

export const labs = pgTable(
  'labs',
  {
    id: key().primaryKey(),
    districtId: uuid()
      .notNull()
      .references(() => organisations.id),
    code: text().notNull(),
    nameZh: text().notNull(),
    nameEn: text(),
    /** unexplained: the six labs by which the reported total exceeds the sum of its parts. */
    level: text({ enum: ['ministryKey', 'regional', 'routine', 'unexplained'] }).notNull(),
    disciplines: text().array().notNull(),
    alliances: text().array().notNull(),
    region: text().notNull(),
    city: text().notNull(),
    address: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    zone: text().notNull().default('Asia/Shanghai'),
    /** BSL-3: commissioned samples only and no room detail in public. */
    isBsl3: boolean().notNull().default(false),
    accreditations: text().array().notNull(),
    contact: jsonb().$type<{ name?: string; phone?: string; email?: string }>(),
    isGenerated: boolean().notNull().default(false),
    ...stamps(),
  },
  (t) => [
    uniqueIndex('labs_code_key').on(t.code),
    index('labs_by_district').on(t.districtId),
    index('labs_by_region').on(t.region),
  ],
);

export const instruments = pgTable(
  'instruments',
  {
    labId: uuid()
      .notNull()
      .references(() => labs.id),
    id: key(),
    assetNumber: text().notNull(),
    nameZh: text().notNull(),
    nameEn: text(),
    model: text().notNull(),
    manufacturer: text().notNull(),
    classScheme: text().notNull(),
    classEdition: text().notNull(),
    classCode: text().notNull(),
    /** Proposed for an imported row that carries no class; a person confirms it. */
    suggestedClassCode: text(),
    disciplines: text().array().notNull(),
    acquiredOn: date({ mode: 'string' }),
    /** Unknown for a register that carries no values; then no lease, loan or equity. */
    originalValueFen: fen(),
    fundingSource: text({ enum: ['central', 'local', 'own', 'other'] }),
    /** Last day, inclusive, of customs supervision over a tax-exempt import. */
    customsSupervisedUntil: date({ mode: 'string' }),
    location: text(),
    descriptionZh: text(),
    descriptionEn: text(),
    /** Overrides the zone of the lab. */
    zone: text(),
    status: text({ enum: ['active', 'retired'] })
      .notNull()
      .default('active'),
    isIncomplete: boolean().notNull().default(false),
    /** What an imported register said that no field takes, by its own column names; given back by the export. */
    sourceFacts: jsonb().$type<Record<string, string>>(),
    /** Copies of the lab's facts, kept so that a search touches one table. */
    region: text().notNull(),
    labLevel: text().notNull(),
    alliances: text().array().notNull(),
    accreditations: text().array().notNull().default(sql`'{}'`),
    districtId: uuid().notNull(),
    modes: text().array().notNull(),
    forms: text().array().notNull(),
    /** Lowest hourly list price in force, null when none. */
    priceFromFen: fen(),
    searchTokens: tsvector().notNull(),
    /** Model numbers, pinyin initials and asset number, lower case, for partial matches. */
    searchText: text().notNull(),
    isGenerated: boolean().notNull().default(false),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    uniqueIndex('instruments_asset_number_key').on(t.labId, t.assetNumber),
    /** Serves look-ups by public id alone. */
    index('instruments_by_id').on(t.id),
    index('instruments_by_class').on(t.classCode, t.id),
    index('instruments_by_region').on(t.region, t.id),
    index('instruments_newest').on(t.createdAt, t.id),
    index('instruments_by_price').on(t.priceFromFen, t.id),
    index('instruments_search').using('gin', t.searchTokens),
    index('instruments_partial_text').using('gin', t.searchText.op('gin_trgm_ops')),
  ],
);

export const offerings = pgTable(
  'offerings',
  {
    labId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    mode: text({ enum: ['rent', 'loan', 'equity'] }).notNull(),
    forms: text().array().notNull(),
    approval: text({ enum: ['auto', 'chain'] }).notNull(),
    eligibility: jsonb().$type<Record<string, unknown>>().notNull(),
    depositFen: fen(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.instrumentId, t.mode] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
  ],
);

export const bookingRules = pgTable(
  'booking_rules',
  {
    labId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    weekly: jsonb().$type<{ day: number; from: string; until: string }[]>().notNull(),
    slotMinutes: integer().notNull(),
    minMinutes: integer().notNull(),
    maxMinutes: integer().notNull(),
    leadMinutes: integer().notNull(),
    horizonDays: integer().notNull(),
    setupMinutes: integer().notNull(),
    teardownMinutes: integer().notNull(),
    closedOnHolidays: boolean().notNull(),
    noShowMinutes: integer().notNull(),
    quotas: jsonb().$type<{ per: string; unit: string; window: string; limit: number }[]>().notNull(),
    qualificationIds: text().array().notNull(),
    projectCodeRequired: boolean().notNull().default(false),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.instrumentId] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
  ],
);

/** Long work that a client follows: imports now, statement runs and exports later. */
export const operations = pgTable(
  'operations',
  {
    id: key().primaryKey(),
    kind: text().notNull(),
    userId: uuid().notNull(),
    organisationId: uuid(),
    labId: uuid(),
    status: text({ enum: ['running', 'succeeded', 'failed'] })
      .notNull()
      .default('running'),
    progressPermille: integer().notNull().default(0),
    input: jsonb().notNull(),
    /** How far the work has come, for a worker that takes it up again. */
    checkpoint: jsonb(),
    result: jsonb(),
    problem: jsonb(),
    finishedAt: instant(),
    ...stamps(),
  },
  (t) => [index('operations_by_user').on(t.userId, t.createdAt)],
);

/** Uploaded bytes live in the database: one place to back up, and at most 20 MB each. */
export const files = pgTable(
  'files',
  {
    id: key().primaryKey(),
    userId: uuid().notNull(),
    organisationId: uuid(),
    labId: uuid(),
    name: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: integer().notNull(),
    sha256: text().notNull(),
    ...stamps(),
  },
  (t) => [index('files_by_user').on(t.userId, t.createdAt)],
);

/** Kept apart from the facts of a file, so that a list never reads bytes. */
export const fileContents = pgTable('file_contents', {
  fileId: uuid()
    .primaryKey()
    .references(() => files.id),
  bytes: bytea().notNull(),
});
