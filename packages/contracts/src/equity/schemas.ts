import { EQUITY_STATUSES } from '@guanyi/domain/equity/equity-case';
import { z } from 'zod';
import { organisationKind } from '../identity/schemas.ts';
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
  stamps,
  text,
} from '../shapes.ts';
import { purposeKind } from '../vocabulary.ts';

export const equityStatus = z.enum(EQUITY_STATUSES);
export const appraisalMethod = z.enum(['cost', 'market', 'income']);
export const exitKind = z.enum(['buyBack', 'transfer', 'windUp']);
export const documentKind = z.enum(['agreement', 'appraisal', 'feasibility', 'decision', 'other']);
/** Everybody in the case, the parties that are named, or the contributing unit alone; the unit and its reviewers see all. */
const audience = z.enum(['parties', 'named', 'unit']);
export const dayText = z.iso.date();

/** Whole units of a venture, far below where a JavaScript number stops being exact. */
export const units = z.int().min(1).max(1_000_000_000_000);
export const unitsText = z.int().min(0);

/** A purpose may be said in words alone. */
const purpose = z.union([z.strictObject({ kind: purposeKind, text: text(2_000).default('') }), text(2_000)]);

export const newEquityCase = z.strictObject({
  instrumentId: id,
  venture: z.strictObject({ name: z.union([line(200), z.strictObject({ zh: line(200), en: line(200).optional() })]) }),
  purpose,
  /** The customer, for staff and for people who belong to more than one organisation. */
  onBehalfOf: id.optional(),
});

export const newFeasibility = z.strictObject({
  conclusion: z.enum(['positive', 'negative']),
  summary: text(10_000),
  fileIds: z.array(id).max(20).default([]),
});

export const newAppraisal = z.strictObject({
  agency: line(200),
  reportNumber: line(100),
  method: appraisalMethod,
  baseDate: day,
  valueFen: fen.min(1),
  fileId: id.optional(),
});

export const newAgreement = z.strictObject({
  /** Capital after the contribution. */
  capitalFen: fen.min(1),
  unitsIssued: units,
  holdings: z
    .array(z.strictObject({ organisationId: id, units }))
    .min(1)
    .max(100),
  /** Hours that holders may book before others, on instruments that stay with the lab. */
  priorityHours: z
    .array(
      z.strictObject({
        instrumentId: id,
        organisationId: id,
        weekly: z
          .array(z.strictObject({ day: z.int().min(1).max(7), from: clockTime, until: clockTimeEnd }))
          .min(1)
          .max(50),
        /** So many hours before its start a window that the holder has not booked is free to all. */
        releaseHours: z.int().min(0).max(8_760).default(48),
      }),
    )
    .max(20)
    .optional(),
});

export const newExit = z.strictObject({
  kind: exitKind,
  lastDay: day,
  instrumentReturns: z.boolean(),
  considerationFen: fen,
  /** Who takes the units over, for a transfer; the customer who proposed the case unless named. */
  toOrganisationId: id.optional(),
});

export const newDocument = z
  .strictObject({
    fileId: id,
    kind: documentKind.default('other'),
    title: line(200).optional(),
    audience: audience.default('parties'),
    /** Who reads it, for the audience `named`: parties of the case. */
    organisationIds: z.array(id).max(50).default([]),
  })
  .refine((paper) => paper.organisationIds.length === 0 || paper.audience === 'named', {
    path: ['organisationIds'],
    params: { code: 'invalid-format' },
  });

export const objection = z.object({
  ...stamps,
  caseId: idText,
  text: z.string(),
  status: z.enum(['open', 'upheld', 'rejected']),
  answer: z.string().optional(),
  answeredAt: instantText.optional(),
  /** Only for the contributing unit and those who review it. */
  raisedBy: z.string().optional(),
});

const appraisal = z.object({
  id: idText,
  position: z.int(),
  agency: z.string(),
  reportNumber: z.string(),
  method: appraisalMethod,
  baseDate: dayText,
  /** Inclusive. */
  validUntil: dayText,
  isExpired: z.boolean(),
  valueFen: fen,
  fileId: idText.optional(),
  createdAt: instantText,
});

export const notice = z.object({
  text: z.string(),
  publishedAt: instantText,
  firstDay: dayText,
  lastDay: dayText,
  /** The first day on which the agreement may be signed. */
  agreementFrom: dayText,
  daysTotal: z.int(),
  daysPast: z.int(),
  isRunning: z.boolean(),
});

const document = z.object({
  id: idText,
  number: z.string().optional(),
  kind: documentKind,
  title: z.string(),
  position: z.int(),
  audience,
  /** Who reads it beside the unit, for the audience `named`. */
  organisationIds: z.array(idText),
  sha256: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  createdAt: instantText,
  reads: z.array(z.object({ displayName: z.string(), firstAt: instantText, lastAt: instantText, times: z.int() })),
});

const question = z.object({
  id: idText,
  text: z.string(),
  createdAt: instantText,
  askedBy: z.object({ displayName: z.string(), organisation: localized }),
  answer: z.string().optional(),
  answeredBy: z.string().optional(),
  answeredAt: instantText.optional(),
});

export const holding = z.object({ organisationId: idText, units: unitsText });

const priorityHours = z.object({
  instrumentId: idText,
  instrument: localized,
  organisationId: idText,
  organisation: localized,
  weekly: z.array(z.object({ day: z.int(), from: z.string(), until: z.string() })),
  releaseHours: z.int(),
  /** Since when they bind nobody: the holder has nothing left, or the unit has left. */
  endedAt: instantText.optional(),
});

const step = z.object({
  at: instantText,
  action: z.string(),
  fromStatus: equityStatus.optional(),
  toStatus: equityStatus,
  note: z.string().optional(),
  /** Missing when time itself acted, and for an objection. */
  actor: z.object({ userId: idText, displayName: z.string() }).optional(),
});

/** Why something that comes later cannot be done yet, in codes of problems. */
const lock = z.object({ action: z.string(), code: z.string(), until: dayText.optional(), count: z.int().optional() });

const party = z.object({
  organisationId: idText,
  name: localized,
  role: z.enum(['contributor', 'proposer', 'holder']),
  kind: organisationKind,
  isVerified: z.boolean(),
});

const caseFacts = {
  ...stamps,
  number: z.string(),
  status: equityStatus,
  instrumentId: idText,
  labId: idText,
  districtId: idText,
  organisationId: idText,
  userId: idText,
  venture: z.object({ id: idText.optional(), name: z.string() }),
  ventureId: idText.optional(),
  purpose: z.object({ kind: purposeKind, text: z.string() }),
  approvedAt: instantText.optional(),
  lapsesAt: instantText.optional(),
  notice: notice.optional(),
  openObjections: z.int(),
  firstDay: dayText.optional(),
  instrument: z.object({
    id: idText,
    name: localized,
    model: z.string(),
    classCode: z.string(),
    zone: z.string(),
    originalValueFen: fen.optional(),
    customsSupervisedUntil: dayText.optional(),
    lab: z.object({ id: idText, name: localized, city: z.string() }),
  }),
  district: z.object({ id: idText, name: localized, unitType: z.string() }),
  organisation: z.object({ id: idText, name: localized, kind: organisationKind }),
};

export const equityCaseSummary = z.object(caseFacts);

export const equityCase = z.object({
  ...caseFacts,
  feasibility: z
    .object({ conclusion: z.enum(['positive', 'negative']), summary: z.string(), fileIds: z.array(idText) })
    .optional(),
  /** The one that counts. */
  appraisal: appraisal.optional(),
  appraisals: z.array(appraisal),
  objections: z.array(objection),
  agreement: z
    .object({
      capitalFen: fen,
      valueFen: fen,
      unitsIssued: unitsText,
      holdings: z.array(holding),
      units: unitsText,
      cashFen: fen,
      signedAt: instantText,
      priorityHours: z.array(priorityHours),
    })
    .optional(),
  exit: z
    .object({ kind: exitKind, lastDay: dayText, instrumentReturns: z.boolean(), considerationFen: fen })
    .optional(),
  parties: z.array(party),
  documents: z.array(document),
  questions: z.array(question),
  history: z.array(step),
  locks: z.array(lock),
});

/** A published case as anybody may read it: no person, no party's papers. */
export const equityNotice = z.object({
  caseId: idText,
  number: z.string(),
  status: equityStatus,
  ventureName: z.string(),
  proposer: localized,
  instrument: z.object({ id: idText, name: localized, model: z.string() }),
  lab: localized,
  district: localized,
  valueFen: fen.optional(),
  notice,
  objections: z.array(
    z.object({
      text: z.string(),
      status: z.enum(['open', 'upheld', 'rejected']),
      answer: z.string().optional(),
      at: instantText,
    }),
  ),
});
