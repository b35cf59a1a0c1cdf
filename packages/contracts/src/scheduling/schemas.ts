import { z } from 'zod';
import { priceLine } from '../billing/schemas.ts';
import { organisationKind } from '../identity/schemas.ts';
import { day, fen, id, idText, instant, instantText, line, localized, signedFen, stamps, text } from '../shapes.ts';
import { approvalWay, bookingStatus, form, priceGroup, purposeKind, serviceWay } from '../vocabulary.ts';

/** Free text is optional in a purpose: the kind decides what is allowed. */
const purpose = z.strictObject({ kind: purposeKind, text: text(2_000).default('') });

export const quoteRequest = z
  .strictObject({
    instrumentId: id,
    form,
    from: instant.optional(),
    until: instant.optional(),
    firstDay: day.optional(),
    lastDay: day.optional(),
    samples: z.int().min(0).max(100_000).optional(),
    options: z.strictObject({ serviceWay: serviceWay.optional(), sealed: z.boolean().optional() }).optional(),
    /** Customer organisation, for lab staff who quote for somebody. */
    onBehalfOf: id.optional(),
  })
  .refine((quote) => quote.form === 'termLease' || (quote.from !== undefined && quote.until !== undefined), {
    path: ['from'],
    params: { code: 'required' },
  });

/** A stretch that a rule refuses; the code is that of the problem that a booking there would meet. */
export const refusedStretch = z.object({
  code: z.enum([
    'too-soon',
    'too-far',
    'too-short',
    'too-long',
    'off-grid',
    'outside-open-hours',
    'priority-hours',
    'purpose-not-allowed',
    'calibration-expired',
    'suspended',
    'not-qualified',
    'quota-exceeded',
  ]),
  from: instantText,
  until: instantText,
});

export const quote = z.object({
  ...stamps,
  instrumentId: idText,
  form,
  from: instantText,
  until: instantText,
  serviceWay,
  priceGroup,
  lines: z.array(priceLine),
  subtotalFen: signedFen,
  taxFen: signedFen,
  totalFen: signedFen,
  pricePolicyId: idText,
  expiresAt: instantText,
  approval: approvalWay,
  /** What a later cancellation would cost. */
  cancellation: z.object({ freeUntil: instantText, feeFen: fen }),
  /** What a booking of this window would be refused for, as things stand; a price is told all the same. */
  refusals: z.array(refusedStretch),
  /** What the customer has to know: with an expired calibration there is research data only. */
  notices: z.array(z.enum(['calibration-expired'])),
});

export const holdRequest = z.strictObject({
  instrumentId: id,
  from: instant,
  until: instant,
  organisationId: id.optional(),
});

export const hold = z.object({
  ...stamps,
  status: z.enum(['active', 'released']),
  instrumentId: idText,
  from: instantText,
  until: instantText,
  releaseAt: instantText,
});

export const bookingRequest = z.strictObject({
  instrumentId: id,
  from: instant,
  until: instant,
  purpose,
  projectCode: line(100).optional(),
  quoteId: id.optional(),
  holdId: id.optional(),
  serviceWay: serviceWay.optional(),
  samples: z.int().min(0).max(100_000).optional(),
  /** The result is to become a sealed report: the calibration must be valid on the day. */
  sealed: z.boolean().optional(),
  /** The customer, for lab staff and for people who belong to more than one organisation. */
  onBehalfOf: id.optional(),
});

const historyEntry = z.object({
  at: instantText,
  action: z.string(),
  fromStatus: bookingStatus.optional(),
  toStatus: bookingStatus,
  /** Missing when time itself acted. */
  actor: z.object({ userId: idText, displayName: z.string() }).optional(),
  reason: z.string().optional(),
});

export const booking = z.object({
  ...stamps,
  number: z.string(),
  status: bookingStatus,
  instrumentId: idText,
  labId: idText,
  districtId: idText,
  organisationId: idText,
  userId: idText,
  form,
  from: instantText,
  until: instantText,
  purpose: z.object({ kind: purposeKind, text: z.string() }),
  projectCode: z.string().optional(),
  sealed: z.boolean(),
  serviceWay,
  quoteId: idText.optional(),
  quotedSubtotalFen: signedFen,
  quotedTaxFen: signedFen,
  quotedTotalFen: signedFen,
  pricePolicyId: idText,
  priceGroup,
  approvalDeadline: instantText.optional(),
  checkedInAt: instantText.optional(),
  checkedOutAt: instantText.optional(),
  decisionReason: z.string().optional(),
  cancellationFeeFen: fen.optional(),
  /** The series that it was asked for with. */
  seriesId: idText.optional(),
  /** Unless somebody has checked in by then, it counts as a no-show. */
  noShowAt: instantText.optional(),
  history: z.array(historyEntry),
  instrument: z.object({
    id: idText,
    name: localized,
    model: z.string(),
    classCode: z.string(),
    zone: z.string(),
    location: z.string().optional(),
    lab: z.object({ id: idText, name: localized, city: z.string() }),
  }),
  organisation: z.object({ id: idText, name: localized, kind: organisationKind }),
  user: z.object({ id: idText, displayName: z.string() }),
});

export const decision = z.strictObject({ reason: text(1_000).optional(), comment: text(1_000).optional() });
