import { date, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { files } from '../catalogue/tables.ts';
import { instant, key, stamps } from '../columns.ts';
import { users } from '../identity/tables.ts';
import { approvalChains } from './tables.ts';

/** What an approved disposal still owes to the authorities: to be filed by a day, with the paper that shows it. */
export const filings = pgTable(
  'filings',
  {
    labId: uuid().notNull(),
    id: key(),
    chainId: uuid().notNull(),
    subjectType: text({ enum: ['loan', 'lease', 'equityCase'] }).notNull(),
    subjectId: uuid().notNull(),
    subjectNumber: text().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    /** In whose days it runs. */
    zone: text().notNull(),
    dueOn: date({ mode: 'string' }).notNull(),
    status: text({ enum: ['open', 'filed', 'dropped'] }).notNull(),
    /** When people are reminded next: some days before it lapses, then once it has. */
    remindAt: instant(),
    filedAt: instant(),
    filedBy: uuid().references(() => users.id),
    reference: text(),
    fileId: uuid().references(() => files.id),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.chainId], foreignColumns: [approvalChains.labId, approvalChains.id] }),
    /** A chain ends once. */
    unique('filings_chain_key').on(t.labId, t.chainId),
    index('filings_by_id').on(t.id),
    index('filings_by_subject').on(t.labId, t.subjectId),
    index('filings_by_district').on(t.districtId, t.dueOn, t.id),
  ],
);
