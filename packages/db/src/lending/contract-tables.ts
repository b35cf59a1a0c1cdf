import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, key, stamps } from '../columns.ts';
import { organisations, users } from '../identity/tables.ts';

/** What two parties agree on, frozen under its hash. */
export const contracts = pgTable(
  'contracts',
  {
    labId: uuid().notNull(),
    id: key(),
    number: text().notNull(),
    subjectType: text({ enum: ['loan', 'lease', 'equityCase'] }).notNull(),
    subjectId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    status: text({ enum: ['open', 'signed', 'void'] }).notNull(),
    /** The text as it was hashed, canonical JSON. */
    content: text().notNull(),
    /** SHA-256 of the content, hexadecimal. */
    contentHash: text().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('contracts_by_id').on(t.id),
    /** A number is found again; it carries the random end of the id, so that no counter row is fought over. */
    unique('contracts_number_key').on(t.labId, t.number),
    index('contracts_by_number').on(t.number),
    index('contracts_by_subject').on(t.labId, t.subjectId),
    /** What signatures point at: a signature on another text than this has nothing to point at. */
    unique('contracts_content').on(t.labId, t.id, t.contentHash),
  ],
);

/** One signature a party, on one text. */
export const contractSignatures = pgTable(
  'contract_signatures',
  {
    labId: uuid().notNull(),
    contractId: uuid().notNull(),
    party: text({ enum: ['lab', 'customer'] }).notNull(),
    contentHash: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.contractId, t.party] }),
    foreignKey({
      columns: [t.labId, t.contractId, t.contentHash],
      foreignColumns: [contracts.labId, contracts.id, contracts.contentHash],
    }),
  ],
);
