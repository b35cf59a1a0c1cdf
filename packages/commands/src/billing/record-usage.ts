import { findPricedCustomer } from '@guanyi/db/billing/customers';
import { findOwnedInstrument } from '@guanyi/db/billing/owned-instrument';
import { findPoliciesInForce } from '@guanyi/db/billing/policies-in-force';
import { findBookedSubject, findUsageOfSource, type UsageSubject } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { policyInForce, priceGroupOf, type ServiceWay } from '@guanyi/domain/billing/price-policy';
import { faultOfUse } from '@guanyi/domain/billing/usage';
import { type BookingStatus, statusAt } from '@guanyi/domain/scheduling/booking';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { isPeriodClosed } from './late-entry.ts';
import { type StoredUse, storeUse, type ToldUse } from './store-use.ts';

export interface UsageEntry {
  bookingId?: string | undefined;
  /** For a walk-up use, which has no booking. */
  instrumentId?: string | undefined;
  organisationId?: string | undefined;
  source: string;
  sourceId: string;
  from: number;
  /** Unknown when left out: then the record is a problem until somebody supplies it. */
  until?: number | undefined;
  idleMinutes?: number | undefined;
  samples?: number | undefined;
  serviceWay?: ServiceWay | undefined;
}

/** A use can be recorded for a booking that somebody may have come to; a request or a cancelled booking has no use. */
const usableStatuses: readonly BookingStatus[] = ['confirmed', 'inUse', 'completed', 'noShow'];

/**
 * Puts a use on record: entered by a keeper or told by a meter. The same pair of source and source id again changes nothing
 * and gives the first record, whatever else it says (X16). Refusals: `not-found`, `state-conflict` of the booking,
 * `booking-mismatch`, `use-without-length` (R31), `idle-exceeds-use` (R27), `period-closed` for a late entry.
 */
export async function recordUsage(tx: Tx, context: CommandContext, entry: UsageEntry): Promise<Outcome<StoredUse>> {
  const judged = await judgeUsage(tx, context, entry);
  if (!judged.ok) return judged;
  const { earlier, told } = judged.value;
  return done(told ? await storeUse(tx, told) : { usageRecordId: earlier, isNew: false });
}

type Judged = { earlier: string; told?: undefined } | { told: ToldUse; earlier?: undefined };

/** What would become of an entry, refusals and all, with nothing written: the record that is there, or the one to be made. */
export async function judgeUsage(tx: Tx, context: CommandContext, entry: UsageEntry): Promise<Outcome<Judged>> {
  const subject = entry.bookingId
    ? await findBookedSubject(tx, context.reach, entry.bookingId)
    : await findWalkUpSubject(tx, context, entry);
  if (!subject) return refuse('not-found');
  const earlier = await findUsageOfSource(tx, { ...entry, labId: subject.labId });
  if (earlier) return done({ earlier });
  const { from, until = null, idleMinutes = 0 } = entry;
  const refusal = faultOfEntry(entry, subject, context.now);
  if (refusal) return refusal;
  const { booking } = subject;
  if (await isPeriodClosed(tx, subject, booking?.from ?? from, context.now)) return refuse('period-closed');
  const told: ToldUse = {
    labId: subject.labId,
    instrumentId: subject.instrumentId,
    districtId: subject.districtId,
    organisationId: subject.organisationId,
    userId: subject.userId,
    bookingId: booking?.id ?? null,
    source: entry.source,
    sourceId: entry.sourceId,
    from,
    until,
    idleMinutes,
    samples: entry.samples ?? null,
    serviceWay: entry.serviceWay ?? booking?.serviceWay ?? 'selfOperated',
    pricePolicyId: booking?.pricePolicyId ?? (await findWalkUpPolicy(tx, { ...subject, from })),
    recordedBy: context.reach.userId ?? null,
    createdAt: context.now,
  };
  return done({ told });
}

function faultOfEntry(entry: UsageEntry, subject: UsageSubject, now: number): Refusal | undefined {
  const { from, until = null, idleMinutes = 0, instrumentId, organisationId } = entry;
  const fault = faultOfUse({ from, until, idleMinutes });
  if (fault) return refuse(fault);
  const { booking } = subject;
  if (!booking) return undefined;
  const status = statusAt({ ...booking, noShowAt: null, isExcused: true }, now);
  if (!usableStatuses.includes(status)) return refuse('state-conflict', { details: { currentStatus: status } });
  const isOther =
    (instrumentId !== undefined && instrumentId !== subject.instrumentId) ||
    (organisationId !== undefined && organisationId !== subject.organisationId);
  return isOther ? refuse('booking-mismatch') : undefined;
}

async function findWalkUpSubject(
  tx: Tx,
  { reach }: CommandContext,
  { instrumentId, organisationId }: UsageEntry,
): Promise<UsageSubject | undefined> {
  if (instrumentId === undefined || organisationId === undefined) return undefined;
  const owned = await findOwnedInstrument(tx, reach, instrumentId);
  const customer = owned && (await findPricedCustomer(tx, organisationId));
  return customer && { ...owned, instrumentId, organisationId, userId: null, booking: null };
}

/** The policy that prices a walk-up use: of its customer's group, in force at its start, as known now (R23). Null when missing. */
export async function findWalkUpPolicy(
  tx: Tx,
  use: { instrumentId: string; districtId: string; organisationId: string; from: number },
): Promise<string | null> {
  const customer = await findPricedCustomer(tx, use.organisationId);
  if (!customer) throw new Error(`Organisation ${use.organisationId} is gone.`);
  const form = 'machineTime';
  const policies = await findPoliciesInForce(tx, { instrumentIds: [use.instrumentId], form, at: use.from });
  const wanted = { form, priceGroup: priceGroupOf(customer, use.districtId), at: use.from } as const;
  return policyInForce(policies, wanted)?.id ?? null;
}
