import { z } from 'zod';
import { fen, id, idText, instant, instantText, localized, signedFen, stamps, text } from '../shapes.ts';
import { outageKind } from '../vocabulary.ts';

export const conflictStatus = z.enum(['open', 'offered', 'resolved', 'escalated']);
/** An outage goes by its kind. */
export const conflictCause = z.enum([
  ...outageKind.options,
  'termLease',
  'loan',
  'equity',
  'retirement',
  'ruleChange',
  'overrun',
]);

const shownInstrument = z.object({ name: localized, model: z.string(), zone: z.string() });
const shownLab = z.object({ name: localized, city: z.string() });

const conflictOption = z.object({
  kind: z.enum(['sameInstrument', 'equivalent']),
  labId: idText,
  instrumentId: idText,
  from: instantText,
  until: instantText,
  /** Against the quoted total, tax included; above 0 it is paid only by who accepts it. */
  priceDifferenceFen: signedFen,
  totalFen: signedFen,
  /** The slot is kept until then. */
  holdUntil: instantText,
  distanceKm: z.int().optional(),
  instrument: shownInstrument,
  lab: shownLab,
});

export const conflict = z.object({
  ...stamps,
  status: conflictStatus,
  /** Missing when a lease, loan or equity case is in the way. */
  bookingId: idText.optional(),
  number: z.string().optional(),
  claimKind: z.enum(['booking', 'termLease', 'loan', 'equity']),
  claimId: idText,
  cause: conflictCause,
  outageId: idText.optional(),
  note: z.string().optional(),
  labId: idText,
  districtId: idText,
  instrumentId: idText,
  organisationId: idText,
  userId: idText,
  from: instantText,
  until: instantText.optional(),
  totalFen: signedFen.optional(),
  /** Each is held for the owner of the claim. */
  options: z.array(conflictOption),
  deadline: instantText,
  /** What happens at the deadline without an answer; nobody ever pays more or a fee by default. */
  defaultAction: z.enum(['accept', 'cancel', 'keep', 'none']),
  defaultOptionIndex: z.int().optional(),
  outcome: z.enum(['accepted', 'movedByDefault', 'cancelled', 'cancelledByDefault', 'kept', 'overtaken']).optional(),
  /** In another laboratory the booking goes on under this id. */
  newBookingId: idText.optional(),
  resolvedAt: instantText.optional(),
  resolvedBy: idText.optional(),
  instrument: shownInstrument.extend({ classCode: z.string() }),
  lab: shownLab,
  organisation: z.object({ name: localized }),
  user: z.object({ displayName: z.string() }),
});

export const conflictAnswer = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('accept'), optionIndex: z.int().min(0).max(20) }),
  z.strictObject({ action: z.literal('cancel') }),
]);

/** A conflict as the holder of its link sees it: nobody's name, no ids of people. */
export const linkedConflict = conflict
  .pick({
    ...{ id: true, status: true, number: true, cause: true, from: true, until: true, totalFen: true, options: true },
    ...{ deadline: true, defaultAction: true, defaultOptionIndex: true, outcome: true, instrument: true, lab: true },
  })
  .extend({ link: z.enum(['usable', 'used', 'expired']) });

export const outageRequest = z.strictObject({
  instrumentId: id,
  from: instant,
  until: instant,
  kind: outageKind,
  note: text(2_000).default(''),
});

export const outage = z.object({
  ...stamps,
  status: z.enum(['active', 'cancelled']),
  labId: idText,
  districtId: idText,
  instrumentId: idText,
  from: instantText,
  until: instantText,
  kind: outageKind,
  /** For the staff of the lab. */
  note: z.string().optional(),
  planId: idText.optional(),
  cancelledAt: instantText.optional(),
  /** Claims under it that are not settled yet; for the staff of the lab. */
  openConflicts: fen.optional(),
  instrument: shownInstrument,
  lab: shownLab,
});
