import { findPoliciesInForce } from '@guanyi/db/billing/policies-in-force';
import type { Tx } from '@guanyi/db/client';
import { findCustomer, findLendingInstrument, type LendingInstrument } from '@guanyi/db/lending/facts';
import {
  findSuspending,
  insertLending,
  listTermsOfCustomer,
  lockCustomerTerms,
  type NewLending,
} from '@guanyi/db/lending/lendings';
import { aggregate } from '@guanyi/domain/approvals/aggregate';
import { policyInForce, priceGroupOf } from '@guanyi/domain/billing/price-policy';
import { addDays, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import type { LendingKind } from '@guanyi/domain/lending/lending';
import { AGGREGATION_GAP_DAYS, judgeTerm, type TermRefusal } from '@guanyi/domain/lending/term';
import { newId } from '@guanyi/platform/ids';
import { openApprovals } from '../approvals/open-approvals.ts';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { askOverOthers } from './displace.ts';
import { numberOf } from './number.ts';
import { takeDays } from './take-days.ts';

export interface LendingRequest {
  kind: LendingKind;
  instrumentId: string;
  firstDay: string;
  lastDay: string;
  purpose: { kind: string; text: string };
  address: string;
  accessories: string[];
  onBehalfOf?: string | undefined;
  /** Bookings on these days make way when the request is granted; without it they refuse it. */
  displace?: boolean | undefined;
}

/**
 * Asks for an instrument for a term. Its days are occupied from now on, or the request is refused with `slot-taken`, unless it asks to
 * displace and only bookings are in the way: then these stay until it is granted. Then the chain opens that the aggregated value chooses (X1). Requests of one customer are judged one after another.
 */
export async function requestLending(
  tx: Tx,
  context: CommandContext,
  request: LendingRequest,
): Promise<Outcome<{ id: string }>> {
  if (request.lastDay < request.firstDay) return refuse('invalid-window');
  const instrument = await findLendingInstrument(tx, request.kind, request.instrumentId);
  if (!instrument) return refuse('not-found');
  const organisationId = request.onBehalfOf ?? context.reach.organisationIds[0];
  if (!organisationId) return refuse('organisation-required');
  if (!context.reach.organisationIds.includes(organisationId)) return refuse('not-found');
  await lockCustomerTerms(tx, organisationId);
  const suspending = await findSuspending(tx, organisationId);
  if (suspending) return refuse('lending-overdue', { details: { rule: 'overdue', number: suspending } });
  const others = await listTermsOfCustomer(tx, { organisationId, exceptId: null });
  const today = localDay(instrument.zone, context.now);
  const unfit = judgeTerm({ ...request, today }, instrument, others);
  if (unfit) return explain(unfit);
  const lending = await newLending(tx, context, request, instrument, organisationId);
  const wanted = { ...lending, claimId: lending.id, kind: request.kind === 'loan' ? 'loan' : 'termLease' } as const;
  const taken = await takeDays(tx, context, wanted);
  if (taken && !request.displace) return taken;
  const stuck = taken && (await askOverOthers(tx, context, wanted));
  if (stuck) return stuck;
  await insertLending(tx, { ...lending, displaces: taken !== undefined });
  const mine = others.filter((other) => other.kind === request.kind && other.districtId === instrument.districtId);
  const { valueFen, days } = aggregate(lending, mine, AGGREGATION_GAP_DAYS);
  await openApprovals(tx, context, {
    ...lending,
    subjectType: request.kind,
    subjectId: lending.id,
    subjectNumber: lending.number,
    ...modeOf(request.kind),
    valueFen,
    days,
  });
  return done({ id: lending.id });
}

/** How offerings, policies and prices name a kind. */
export function modeOf(kind: LendingKind) {
  return kind === 'loan' ? ({ mode: 'loan', form: null } as const) : ({ mode: 'rent', form: 'termLease' } as const);
}

/** A refusal with its rule and where the rule comes from. */
export function explain({ code, errors, rule, reference }: TermRefusal): Refusal {
  return refuse(code, { errors, details: { rule, ...(reference ? { reference } : {}) } });
}

async function newLending(
  tx: Tx,
  context: CommandContext,
  request: LendingRequest,
  instrument: LendingInstrument,
  organisationId: string,
): Promise<NewLending> {
  const { userId } = context.reach;
  if (userId === undefined || instrument.originalValueFen === null)
    throw new Error('A lending needs a person and a value.');
  const id = newId();
  const from = startOfDay(instrument.zone, request.firstDay);
  return {
    ...{ id, labId: instrument.labId, instrumentId: instrument.id, districtId: instrument.districtId },
    ...{ organisationId, userId, kind: request.kind, zone: instrument.zone },
    number: numberOf(request.kind === 'loan' ? 'LN' : 'LE', id, localDay(instrument.zone, context.now)),
    firstDay: request.firstDay,
    lastDay: request.lastDay,
    from,
    until: startOfDay(instrument.zone, addDays(request.lastDay, 1)),
    purposeKind: request.purpose.kind,
    purposeText: request.purpose.text,
    address: request.address,
    accessories: request.accessories,
    originalValueFen: instrument.originalValueFen,
    depositFen: request.kind === 'loan' ? instrument.depositFen : 0,
    ...(await priceOf(tx, request.kind, instrument, organisationId, from)),
    displaces: false,
    createdAt: context.now,
  };
}

/** The price of a lease is decided when it is asked for; a loan has none. */
async function priceOf(
  tx: Tx,
  kind: LendingKind,
  instrument: LendingInstrument,
  organisationId: string,
  at: number,
): Promise<Pick<NewLending, 'pricePolicyId' | 'priceGroup'>> {
  const customer = kind === 'lease' ? await findCustomer(tx, organisationId) : undefined;
  if (!customer) return { pricePolicyId: null, priceGroup: null };
  const priceGroup = priceGroupOf(customer, instrument.districtId);
  const wanted = { instrumentIds: [instrument.id], form: 'termLease' as const, at };
  const policy = policyInForce(await findPoliciesInForce(tx, wanted), { form: 'termLease', priceGroup, at });
  return { pricePolicyId: policy?.id ?? null, priceGroup };
}
