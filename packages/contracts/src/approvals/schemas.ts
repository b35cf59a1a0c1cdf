import { DECIDER_ROLES } from '@guanyi/domain/approvals/policy';
import { z } from 'zod';
import { organisationKind } from '../identity/schemas.ts';
import { day, fen, id, idText, instant, instantText, line, localized, stamps, text } from '../shapes.ts';
import { form, mode } from '../vocabulary.ts';

export const deciderRole = z.enum(DECIDER_ROLES);
export const approvalStatus = z.enum(['pending', 'approved', 'declined', 'returned', 'expired']);
export const subjectType = z.enum(['loan', 'lease', 'loanExtension', 'leaseExtension', 'equityCase']);
const onTimeout = z.enum(['escalate', 'decline', 'approve']);
const longestSlaHours = 8_784;

const newStep = z.strictObject({
  role: deciderRole,
  /** Holders of any of these may decide instead. */
  orRoles: z.array(deciderRole).max(5).optional(),
  /** Asked together with the step before; both have to approve. */
  alongside: z.boolean().optional(),
  /** Hours in working days. */
  slaHours: z.int().min(1).max(longestSlaHours),
  onTimeout,
});

/** An instant, or a day that begins at midnight in China. */
const effectiveFrom = z.union([day.transform((text) => Date.parse(`${text}T00:00:00+08:00`)), instant]);

export const newApprovalPolicy = z
  .strictObject({
    /** `national`, or the id of a customs district or a lab. */
    scope: z.union([z.enum(['national', 'platform']), id]),
    mode,
    form: form.optional(),
    valueFromFen: fen,
    valueUntilFen: fen.nullish(),
    daysFrom: z.int().min(0).max(36_525).nullish(),
    steps: z.array(newStep).min(1).max(10),
    filingWorkingDays: z.int().min(0).max(366).nullish(),
    effectiveFrom,
    effectiveUntil: effectiveFrom.nullish(),
  })
  .refine((policy) => policy.valueUntilFen == null || policy.valueUntilFen > policy.valueFromFen, {
    path: ['valueUntilFen'],
    params: { code: 'out-of-range' },
  });

export const policyStep = z.object({
  role: deciderRole,
  orRoles: z.array(deciderRole).optional(),
  alongside: z.boolean().optional(),
  slaHours: z.int(),
  onTimeout,
});

export const approvalPolicy = z.object({
  ...stamps,
  status: z.enum(['scheduled', 'active', 'ended']),
  /** `national`, or the id of a customs district or a lab. */
  scope: z.string(),
  scopeType: z.enum(['national', 'district', 'lab']),
  mode,
  form: form.optional(),
  valueFromFen: fen,
  valueUntilFen: fen.optional(),
  daysFrom: z.int(),
  steps: z.array(policyStep),
  filingWorkingDays: z.int().optional(),
  effectiveFrom: instantText,
  effectiveUntil: instantText.optional(),
  /** Comes with the product and holds where nobody has set another. */
  isDefault: z.boolean(),
});

/** The chain that a case would take, without anything being asked. */
export const chosenChain = z.object({
  policy: approvalPolicy,
  steps: z.array(policyStep.extend({ step: z.int(), stage: z.int(), deadline: instantText })),
});

const person = z.object({ userId: idText, displayName: z.string() });

export const approval = z.object({
  ...stamps,
  subjectType,
  subjectId: idText,
  /** By which people know the subject. */
  subjectNumber: z.string(),
  chainId: idText,
  labId: idText,
  districtId: idText,
  organisationId: idText,
  role: deciderRole,
  orRoles: z.array(deciderRole).optional(),
  /** 1 for the first of the chain. */
  step: z.int(),
  /** Above 1 when the step was asked again: after a return, or one role higher after a timeout. */
  round: z.int(),
  status: approvalStatus,
  /** Asked and undecided. A step that waits for earlier ones is pending without being current. */
  isCurrent: z.boolean(),
  /** Whether the reader may decide it now. */
  mayDecide: z.boolean(),
  /** What happens to the case when nobody decides in time. */
  onTimeout,
  openedAt: instantText.optional(),
  /** Whole minutes since the step was asked. */
  ageMinutes: z.int().optional(),
  deadline: instantText,
  decidedAt: instantText.optional(),
  decidedBy: person.optional(),
  onBehalfOf: person.optional(),
  comment: z.string().optional(),
  mode,
  form: form.optional(),
  /** Aggregated, as the chain was chosen by it. */
  valueFen: fen,
  days: z.int(),
  policyId: idText,
  filingWorkingDays: z.int().optional(),
  zone: z.string(),
  instrument: z.object({
    id: idText,
    name: localized,
    model: z.string(),
    classCode: z.string(),
    lab: z.object({ id: idText, name: localized, city: z.string() }),
  }),
  organisation: z.object({ id: idText, name: localized, kind: organisationKind }),
  requester: person,
  chain: z.array(
    z.object({
      id: idText,
      step: z.int(),
      round: z.int(),
      role: deciderRole,
      orRoles: z.array(deciderRole).optional(),
      status: approvalStatus,
      isCurrent: z.boolean(),
      deadline: instantText,
      decidedAt: instantText.optional(),
      decidedBy: z.string().optional(),
      comment: z.string().optional(),
    }),
  ),
});

/** What a decision rests on beside the papers, as it stands now. */
export const approvalFacts = z.object({
  approvalId: idText,
  /** Book value of the instrument alone; the value of the step counts other contracts in. */
  originalValueFen: fen.optional(),
  conflict: z.object({
    /** The days are occupied for the case already. */
    isHeld: z.boolean(),
    /** Bookings on its days, or from now on where it has none yet. */
    bookings: z.int(),
    /** Unresolved conflicts of the instrument. */
    open: z.int(),
  }),
  credit: z.object({ limitFen: fen.optional(), exposureFen: fen, overdueFen: fen }),
  /** Of the customer in the district. */
  record: z.object({
    instrumentsOut: z.int(),
    ended: z.int(),
    overdue: z.int(),
    damages: z.int(),
    bookings: z.int(),
    noShows: z.int(),
  }),
  /** Of the person who asks, in the lab. */
  training: z.object({ valid: z.int(), until: instantText.optional(), suspendedUntil: instantText.optional() }),
});

export const approvalDecision = z.strictObject({
  decision: z.enum(['approve', 'decline', 'return']),
  comment: text(1_000).optional(),
});

export const approvalDecisions = approvalDecision.extend({ approvalIds: z.array(id).min(1).max(100) });

export const decidedApprovals = z.object({
  decided: z.int(),
  results: z.array(z.object({ approvalId: idText, code: z.string().optional() })),
});

export const newDelegation = z
  .strictObject({
    /** A colleague, by id or by address. */
    toUserId: id.optional(),
    toEmail: line(254).optional(),
    from: instant.optional(),
    until: instant.optional(),
    /** Days in China instead of instants; both belong to it. */
    firstDay: day.optional(),
    lastDay: day.optional(),
    reason: text(500).optional(),
  })
  .refine((one) => one.toUserId !== undefined || one.toEmail !== undefined, {
    path: ['toUserId'],
    params: { code: 'required' },
  })
  .refine((one) => one.until !== undefined || one.lastDay !== undefined, {
    path: ['until'],
    params: { code: 'required' },
  });

export const delegation = z.object({
  ...stamps,
  status: z.enum(['scheduled', 'active', 'ended']),
  from: instantText,
  until: instantText,
  reason: z.string().optional(),
  /** Who has delegated, and who decides in their place. */
  user: person,
  delegate: person,
});
