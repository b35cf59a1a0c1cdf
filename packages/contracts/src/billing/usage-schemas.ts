import { USAGE_STATUSES } from '@guanyi/domain/billing/usage';
import { z } from 'zod';
import { idText, instantText, stamps } from '../shapes.ts';
import { serviceWay } from '../vocabulary.ts';
import { namedInstrument, namedOrganisation } from './schemas.ts';

export const usageStatus = z.enum(USAGE_STATUSES);

/** What a customer does not want to pay, and what became of it. */
const dispute = z.object({
  id: idText,
  reason: z.string(),
  from: instantText,
  until: instantText,
  status: z.enum(['open', 'accepted', 'rejected']),
  comment: z.string().optional(),
  raisedAt: instantText,
  resolvedAt: instantText.optional(),
  adjustmentChargeId: idText.optional(),
});

export const usageRecord = z.object({
  ...stamps,
  status: usageStatus,
  problem: z.enum(['missing-end', 'price-missing']).optional(),
  bookingId: idText.optional(),
  bookingNumber: z.string().optional(),
  instrumentId: idText,
  labId: idText,
  organisationId: idText,
  source: z.string(),
  sourceId: z.string(),
  from: instantText,
  until: instantText.optional(),
  /** What was booked, to be seen beside what was used. */
  bookedFrom: instantText.optional(),
  bookedUntil: instantText.optional(),
  /** The same use as other sources told it: compared, never billed. */
  metered: z.array(
    z.object({ usageRecordId: idText, source: z.string(), from: instantText, until: instantText.optional() }),
  ),
  /** The use that this record only stands beside; such a record is never billed. */
  besideUsageRecordId: idText.optional(),
  usedMinutes: z.int().optional(),
  idleMinutes: z.int(),
  /** Minutes used after the booked end, negative for an early end; and metered minus used minutes. */
  variance: z.object({ overMinutes: z.int().optional(), meteredMinutes: z.int().optional() }),
  samples: z.int().optional(),
  serviceWay,
  labConfirmedAt: instantText.optional(),
  customerConfirmedAt: instantText.optional(),
  /** Until then the customer may dispute; afterwards the use counts as confirmed. */
  reviewEndsAt: instantText.optional(),
  /** Until then who has confirmed may take that back, unless the charge is stated before. */
  withdrawableUntil: instantText.optional(),
  /** The latest dispute. */
  dispute: dispute.optional(),
  chargeId: idText.optional(),
  instrument: namedInstrument,
  organisation: namedOrganisation,
});
