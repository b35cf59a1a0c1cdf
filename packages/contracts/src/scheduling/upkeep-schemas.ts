import { z } from 'zod';
import {
  clockTime,
  day,
  fen,
  id,
  idText,
  instant,
  instantText,
  line,
  localized,
  stamps,
  text,
  windowText,
} from '../shapes.ts';
import { conflict } from './conflict-schemas.ts';
import { refusedStretch } from './schemas.ts';

const shownInstrument = z.object({ name: localized, model: z.string(), zone: z.string() });
const shownLab = z.object({ name: localized, city: z.string() });
const placed = { labId: idText, districtId: idText, instrumentId: idText, instrument: shownInstrument, lab: shownLab };

export const breakdownStatus = z.enum(['open', 'confirmed', 'dismissed']);

export const breakdownRequest = z.strictObject({
  instrumentId: id,
  description: text(2_000, 1),
  /** Pictures that the caller has uploaded by `uploadFile`. */
  photoIds: z.array(id).max(5).default([]),
});

export const breakdownReport = z.object({
  ...stamps,
  ...placed,
  status: breakdownStatus,
  description: z.string(),
  photoIds: z.array(idText),
  user: z.object({ id: idText, displayName: z.string() }),
  /** What a confirmed report became. */
  outageId: idText.optional(),
  answer: z.string().optional(),
  decidedAt: instantText.optional(),
});

/** With what had to make way. */
export const confirmedBreakdown = breakdownReport.extend({ conflicts: z.array(conflict) });

export const confirmation = z.strictObject({
  /** Now, when it is not said. */
  from: instant.optional(),
  until: instant,
  answer: text(1_000).default(''),
});

const planKind = z.enum(['maintenance', 'calibration']);
const mostMinutes = 30 * 1_440;

export const planRequest = z.strictObject({
  instrumentId: id,
  kind: planKind,
  note: text(2_000).default(''),
  /** RFC 5545, such as `FREQ=MONTHLY;BYDAY=1MO`, in the wall clock of the instrument; it may go on without end. */
  rrule: line(500),
  /** Local day from which the rule counts. */
  firstDay: day.refine((text) => text >= '2000-01-01' && text < '2200-01-01', { params: { code: 'out-of-range' } }),
  /** Local time at which each occurrence begins. */
  from: clockTime,
  minutes: z.int().min(1).max(mostMinutes),
});

export const maintenancePlan = z.object({
  ...stamps,
  ...placed,
  status: z.enum(['active', 'ended']),
  kind: planKind,
  note: z.string(),
  rrule: z.string(),
  firstDay: z.string(),
  from: z.string(),
  minutes: z.int(),
  /** Occurrences that begin before this are outages already. */
  plannedUntil: instantText,
  /** The next ones, at most five; none once it has ended. */
  next: z.array(windowText),
});

export const planPreview = z.object({
  zone: z.string(),
  /** As far ahead as the instrument can be booked; at most a hundred. */
  occurrences: z.array(windowText.extend({ /** Bookings and other claims in the way. */ claims: fen })),
});

export const calibrationRequest = z.strictObject({
  instrumentId: id,
  calibratedOn: day,
  /** Last day, inclusive, in the zone of the instrument: it is due again by then. */
  validUntil: day,
  certificate: line(200),
  /** When on that day the next calibration takes the instrument out of service, and for how long; 0 minutes do not. */
  dueFrom: clockTime.default('00:00'),
  dueMinutes: z.int().min(0).max(mostMinutes).default(1_440),
});

export const calibration = z.object({
  ...stamps,
  ...placed,
  calibratedOn: z.string(),
  validUntil: z.string(),
  certificate: z.string(),
  dueFrom: z.string(),
  dueMinutes: z.int(),
  status: z.enum(['valid', 'expired']),
  /** The outage that the due date became. */
  outageId: idText.optional(),
});

const policyFields = {
  /** Hours to answer when an instrument is out of service, and after a planned change. */
  outageAnswerHours: z.int().min(1).max(720),
  plannedAnswerHours: z.int().min(1).max(720),
  /** The answer is due so long before the booking begins. */
  clearMinutes: z.int().min(0).max(10_080),
  /** Places at no higher price that are accepted without an answer, in order; where none fits the booking is cancelled free. */
  defaults: z
    .array(z.enum(['equivalent', 'sameInstrument']))
    .max(2)
    .refine((kinds) => new Set(kinds).size === kinds.length, { params: { code: 'repeated' } }),
  /** How many days ahead the same instrument, and others of its kind, are looked at. */
  sameInstrumentDays: z.int().min(0).max(90),
  equivalentDays: z.int().min(0).max(14),
  /** Minutes before the start from which a customer may check in. */
  earlyCheckInMinutes: z.int().min(0).max(1_440),
};

export const schedulingPolicyInput = z.strictObject(policyFields);

export const schedulingPolicy = z.object({
  labId: idText,
  /** 0 while the lab has set nothing and the usual holds. */
  version: z.int(),
  isUsual: z.boolean(),
  updatedAt: instantText.optional(),
  ...policyFields,
  defaults: z.array(z.enum(['equivalent', 'sameInstrument'])),
});

/** Bookings to come that rules would refuse. */
export const rulesPreview = z.object({
  count: fen,
  /** How many of them for each reason; one booking may count for several. */
  byCode: z.array(z.object({ code: refusedStretch.shape.code, count: fen })),
  /** The first hundred, in order of their start. */
  items: z.array(
    z.object({
      bookingId: idText,
      number: z.string(),
      from: instantText,
      until: instantText,
      codes: z.array(refusedStretch.shape.code),
      organisation: z.object({ id: idText, name: localized }),
      user: z.object({ id: idText, displayName: z.string() }),
    }),
  ),
});
