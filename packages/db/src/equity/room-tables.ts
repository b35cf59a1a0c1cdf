import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { files } from '../catalogue/tables.ts';
import { instant, key, stamps } from '../columns.ts';
import { users } from '../identity/tables.ts';
import { equityCases } from './tables.ts';

/** Papers of a case. One that replaces another of the same kind and title is a further version. */
export const equityDocuments = pgTable(
  'equity_documents',
  {
    labId: uuid().notNull(),
    id: key(),
    caseId: uuid().notNull(),
    /** Under which anybody can ask whether a paper is genuine; only papers that the product makes have one. */
    number: text(),
    kind: text({ enum: ['agreement', 'appraisal', 'feasibility', 'decision', 'other'] }).notNull(),
    title: text().notNull(),
    position: integer().notNull(),
    /** `unit` keeps a paper to the contributing unit and those who review it; `named` shows it to the named parties too, `parties` to all. */
    audience: text({ enum: ['parties', 'named', 'unit'] }).notNull(),
    /** The organisations that `named` names. */
    readers: uuid().array().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => files.id),
    /** Frozen when the paper was added. */
    sha256: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    uniqueIndex('equity_documents_position_key').on(t.labId, t.caseId, t.kind, t.title, t.position),
    uniqueIndex('equity_documents_number_key').on(t.number),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
  ],
);

/** Who has opened a paper: the first time and how often. */
export const equityDocumentReads = pgTable(
  'equity_document_reads',
  {
    labId: uuid().notNull(),
    documentId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organisationId: uuid(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
    times: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.documentId, t.userId] }),
    foreignKey({ columns: [t.labId, t.documentId], foreignColumns: [equityDocuments.labId, equityDocuments.id] }),
  ],
);

export const equityQuestions = pgTable(
  'equity_questions',
  {
    labId: uuid().notNull(),
    id: key(),
    caseId: uuid().notNull(),
    text: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organisationId: uuid().notNull(),
    answer: text(),
    answeredBy: uuid(),
    answeredAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('equity_questions_by_case').on(t.labId, t.caseId, t.createdAt),
    foreignKey({ columns: [t.labId, t.caseId], foreignColumns: [equityCases.labId, equityCases.id] }),
  ],
);
