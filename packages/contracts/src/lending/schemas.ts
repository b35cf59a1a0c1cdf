import { z } from 'zod';
import { organisationKind } from '../identity/schemas.ts';
import { day, fen, id, idText, instantText, line, localized, stamps, text } from '../shapes.ts';
import { purposeKind } from '../vocabulary.ts';

export const lendingStatus = z.enum([
  'requested',
  'approved',
  'contracted',
  'handedOver',
  'overdue',
  'returned',
  'closed',
  'declined',
  'cancelled',
]);
const conditionState = z.enum(['good', 'worn', 'damaged', 'missing']);
const partyOfContract = z.enum(['lab', 'customer']);

export const lendingRequest = z.strictObject({
  instrumentId: id,
  /** Both days are included. */
  firstDay: day,
  lastDay: day,
  purpose: z.strictObject({ kind: purposeKind, text: text(2_000).default('') }),
  /** Where the instrument will stand. */
  address: text(500).default(''),
  accessories: z.array(line(200)).max(50).default([]),
  /** For people who belong to more than one organisation. */
  onBehalfOf: id.optional(),
  /** Bookings on these days make way when the request is granted; without it they refuse it. */
  displace: z.boolean().optional(),
});

const condition = z.strictObject({ item: line(200), state: conditionState, note: text(1_000).default('') });
/** Each stroke as x, y, x, y …, in thousandths of the field's width. */
const strokes = z
  .array(z.array(z.int().min(0).max(1_000)).min(2).max(2_000))
  .min(1)
  .max(100);

export const handing = z.strictObject({
  conditions: z.array(condition).max(100).default([]),
  accessories: z.array(line(200)).max(50).default([]),
  meterReading: z.int().min(0).max(2_000_000_000).optional(),
  /** Uploaded pictures. */
  photoIds: z.array(id).max(30).default([]),
  /** Who signs for the lab and for the customer. */
  signedBy: z.array(line(200)).min(2).max(4),
  /** As drawn or typed on the screen, one a party; a party without one counts as typed by its name in `signedBy`. */
  signatures: z
    .array(z.strictObject({ party: partyOfContract, name: line(200), strokes: strokes.optional() }))
    .max(2)
    .refine((all) => new Set(all.map((one) => one.party)).size === all.length, { params: { code: 'duplicate' } })
    .optional(),
});

export const damageProposal = z.strictObject({
  amountFen: fen,
  reason: text(2_000).default(''),
  photoIds: z.array(id).max(30).default([]),
});
export const damageAnswer = z.strictObject({
  accept: z.boolean(),
  comment: text(2_000).default(''),
  /** What the borrower would pay, when they contest. */
  counterFen: fen.optional(),
});
export const damageDecision = z.strictObject({ amountFen: fen, reason: text(2_000) });
export const plannedInspection = z.strictObject({ plannedOn: day, purpose: text(1_000).default('') });
export const inspectionFindings = z.strictObject({
  conditions: z.array(condition).max(100).default([]),
  meterReading: z.int().min(0).max(2_000_000_000).optional(),
  photoIds: z.array(id).max(30).default([]),
  note: text(2_000).optional(),
});

export const extensionRequest = z.strictObject({ lastDay: day, reason: text(1_000).default('') });
export const damageReport = z.strictObject({ item: line(200), description: text(2_000).default(''), amountFen: fen });

const name = z.object({ zh: z.string(), en: z.string().optional() });
const report = z.object({
  at: instantText,
  conditions: z.array(z.object({ item: z.string(), state: conditionState, note: z.string() })),
  accessories: z.array(z.string()),
  meterReading: z.int().optional(),
  photoIds: z.array(idText),
  signedBy: z.array(z.string()),
  /** By which the paper is found again. */
  number: z.string(),
  /** SHA-256 over all that was signed, the photos too. */
  contentHash: z.string(),
  signatures: z.array(
    z.object({
      party: partyOfContract,
      kind: z.enum(['drawn', 'typed']),
      name: z.string(),
      strokes: z.array(z.array(z.int())).optional(),
      at: instantText,
    }),
  ),
});
const damage = z.object({
  id: idText,
  version: z.int(),
  item: z.string(),
  description: z.string(),
  amountFen: fen.optional(),
  source: z.enum(['difference', 'report']),
  status: z.enum(['open', 'proposed', 'contested', 'agreed', 'settled', 'waived']),
  /** What the lab, the borrower and who decided said, last. */
  proposal: z.string().optional(),
  answer: z.string().optional(),
  decision: z.string().optional(),
  counterFen: fen.optional(),
  /** After it the district may decide without an answer. */
  answerDueAt: instantText.optional(),
  photoIds: z.array(idText),
  /** How it was paid: from the deposit, and by a charge. */
  capturedFen: fen,
  chargedFen: fen,
  chargeId: idText.optional(),
  at: instantText,
});
const inspection = z.object({
  id: idText,
  version: z.int(),
  plannedOn: day,
  purpose: z.string(),
  status: z.enum(['planned', 'done', 'cancelled']),
  recordedAt: instantText.optional(),
  recordedBy: z.string().optional(),
  conditions: z.array(z.object({ item: z.string(), state: conditionState, note: z.string() })),
  meterReading: z.int().optional(),
  photoIds: z.array(idText),
  note: z.string().optional(),
});

export const lending = z.object({
  ...stamps,
  number: z.string(),
  status: lendingStatus,
  instrumentId: idText,
  labId: idText,
  districtId: idText,
  organisationId: idText,
  userId: idText,
  firstDay: day,
  lastDay: day,
  /** What the days are as instants in the zone of the lab. */
  from: instantText,
  until: instantText,
  zone: z.string(),
  /** Granted, it takes its days from bookings that lie on them. */
  displaces: z.boolean(),
  purpose: z.object({ kind: purposeKind, text: z.string() }),
  address: z.string(),
  accessories: z.array(z.string()),
  originalValueFen: fen,
  depositFen: fen,
  deposit: z.object({ heldFen: fen, capturedFen: fen, releasedFen: fen }),
  contractId: idText.optional(),
  contract: z
    .object({
      id: idText,
      number: z.string(),
      status: z.enum(['open', 'signed', 'void']),
      signedBy: z.array(partyOfContract),
    })
    .optional(),
  /** An approved disposal is to be filed by that day. */
  filing: z
    .object({
      id: idText,
      dueOn: day,
      status: z.enum(['open', 'late', 'filed']),
      filedAt: instantText.optional(),
      reference: z.string().optional(),
      fileId: idText.optional(),
    })
    .optional(),
  decisionReason: z.string().optional(),
  handedOverAt: instantText.optional(),
  returnedAt: instantText.optional(),
  handOver: report.optional(),
  takeBack: report.optional(),
  damages: z.array(damage),
  inspections: z.array(inspection),
  extensions: z.array(
    z.object({
      id: idText,
      lastDay: day,
      reason: z.string(),
      status: z.enum(['requested', 'approved', 'declined']),
      createdAt: instantText,
    }),
  ),
  history: z.array(
    z.object({
      at: instantText,
      action: z.string(),
      fromStatus: lendingStatus.optional(),
      toStatus: lendingStatus,
      actor: z.object({ userId: idText, displayName: z.string() }).optional(),
      note: z.string().optional(),
    }),
  ),
  instrument: z.object({
    id: idText,
    name,
    model: z.string(),
    classCode: z.string(),
    lab: z.object({ id: idText, name: localized, city: z.string() }),
  }),
  organisation: z.object({ id: idText, name: localized, kind: organisationKind }),
  user: z.object({ id: idText, displayName: z.string() }),
});

export const contract = z.object({
  ...stamps,
  number: z.string(),
  status: z.enum(['open', 'signed', 'void']),
  subjectType: z.enum(['loan', 'lease', 'equityCase']),
  subjectId: idText,
  labId: idText,
  districtId: idText,
  organisationId: idText,
  /** SHA-256 of the frozen text, hexadecimal. */
  contentHash: z.string(),
  signatures: z.array(
    z.object({ party: partyOfContract, at: instantText, displayName: z.string(), organisation: z.string() }),
  ),
});

/** What anybody may know of a paper: that it exists, with which text, and how far it is signed. */
export const contractCheck = z.object({
  number: z.string(),
  isGenuine: z.boolean(),
  kind: z
    .enum(['contract', 'handOver', 'takeBack', 'agreement', 'appraisal', 'statement', 'creditNote', 'costSheet'])
    .optional(),
  /** `left`: the unit has left the venture of the agreement. */
  status: z.enum(['open', 'signed', 'issued', 'void', 'left']).optional(),
  signedOn: z.array(z.object({ party: partyOfContract, at: instantText })).optional(),
  /** Of papers that one side issues. */
  issuer: localized.optional(),
  issuedAt: instantText.optional(),
});
