import type { usageRecord } from '@guanyi/contracts/billing/usage-schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { UsageView } from '@guanyi/db/billing/usage';
import { openReviewEnd, usageStatusAt, usedMinutes, varianceOf, withdrawalEnd } from '@guanyi/domain/billing/usage';
import type { Window } from '@guanyi/domain/kernel/window';
import type { z } from 'zod';
import { name, optional } from './present.ts';

/** A use as it stands at `now`, beside what was booked, metered, charged and disputed. */
export function presentUsage(usage: UsageView, now: number): z.input<typeof usageRecord> {
  const used = windowOf(usage.from, usage.until);
  const status = usageStatusAt(usage, now);
  return {
    id: usage.id,
    version: usage.version,
    createdAt: formatInstant(usage.createdAt),
    updatedAt: formatInstant(usage.updatedAt),
    status,
    ...optional('problem', usage.problem as 'missing-end' | 'price-missing' | null),
    ...optional('bookingId', usage.bookingId),
    ...optional('bookingNumber', usage.bookingNumber),
    instrumentId: usage.instrumentId,
    labId: usage.labId,
    organisationId: usage.organisationId,
    source: usage.source,
    sourceId: usage.sourceId,
    from: formatInstant(usage.from),
    ...instant('until', usage.until),
    ...instant('bookedFrom', usage.bookedFrom),
    ...instant('bookedUntil', usage.bookedUntil),
    metered: usage.beside.map((one) => ({
      usageRecordId: one.id,
      source: one.source,
      from: formatInstant(one.from),
      ...instant('until', one.until),
    })),
    ...optional('besideUsageRecordId', usage.besideId),
    ...(used ? { usedMinutes: usedMinutes(used) } : {}),
    idleMinutes: usage.idleMinutes,
    variance: variance(usage, used),
    ...optional('samples', usage.samples),
    serviceWay: usage.serviceWay,
    ...instant('labConfirmedAt', usage.labConfirmedAt),
    ...instant('customerConfirmedAt', usage.customerConfirmedAt),
    ...instant('reviewEndsAt', openReviewEnd(usage, now)),
    ...instant('withdrawableUntil', withdrawalEnd(usage, now)),
    ...(usage.dispute ? { dispute: dispute(usage.dispute) } : {}),
    ...optional('chargeId', usage.chargeId),
    instrument: { id: usage.instrumentId, name: name(usage.instrument), model: usage.instrument.model },
    organisation: { id: usage.organisationId, name: name(usage.organisation) },
  };
}

function variance(usage: UsageView, used: Window | null) {
  const booked = windowOf(usage.bookedFrom, usage.bookedUntil);
  const metered = usage.beside.flatMap((one) => windowOf(one.from, one.until) ?? []);
  const { overMinutes, meteredMinutes } = varianceOf(used, booked, metered);
  return { ...optional('overMinutes', overMinutes), ...optional('meteredMinutes', meteredMinutes) };
}

function dispute(dispute: NonNullable<UsageView['dispute']>) {
  return {
    id: dispute.id,
    reason: dispute.reason,
    from: formatInstant(dispute.from),
    until: formatInstant(dispute.until),
    status: dispute.status,
    ...optional('comment', dispute.comment),
    raisedAt: formatInstant(dispute.raisedAt),
    ...instant('resolvedAt', dispute.resolvedAt),
    ...optional('adjustmentChargeId', dispute.adjustmentChargeId),
  };
}

function windowOf(from: number | null, until: number | null): Window | null {
  return from === null || until === null ? null : { from, until };
}

function instant<K extends string>(key: K, at: number | null) {
  return optional(key, at === null ? null : formatInstant(at));
}
