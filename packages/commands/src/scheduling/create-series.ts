import type { Tx } from '@guanyi/db/client';
import { insertBookings } from '@guanyi/db/scheduling/insert-bookings';
import { insertSeries } from '@guanyi/db/scheduling/series';
import type { Window } from '@guanyi/domain/kernel/window';
import type { QuotaUse } from '@guanyi/domain/scheduling/quota';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { holdToLimits } from '../limits/hold-to-limits.ts';
import { giveHoldBack, quotasFor } from './create-booking.ts';
import { planSeries, prepareOccurrence, type SeriesPlan, type SeriesRequest } from './plan-series.ts';
import type { PreparedBooking } from './prepare-booking.ts';
import { customerOf } from './read-request.ts';
import { countOne } from './standing.ts';
import { takeSlot } from './take-slot.ts';

export interface NewSeries extends SeriesRequest {
  /** `fail` saves nothing when one occurrence cannot be had; `skip` saves the others. */
  onConflict: 'fail' | 'skip';
}

export interface WrittenOccurrence extends Window {
  status: 'booked' | 'skipped' | 'refused';
  bookingId?: string;
  code?: string;
  totalFen?: number;
}

export interface WrittenSeries {
  id: string;
  zone: string;
  createdAt: number;
  occurrences: WrittenOccurrence[];
}

/** A problem document stays short however long the series is. */
const mostListed = 200;

/**
 * Books every occurrence of a rule (RFC 5545) as a booking of its own, with its own price, minimum and cap (R29).
 * With `fail` a clash is `slot-taken` and lists the clashes, another reason is answered with its own code.
 */
export async function createSeries(
  tx: Tx,
  context: CommandContext,
  request: NewSeries,
): Promise<Outcome<WrittenSeries>> {
  const planned = await planSeries(tx, context, request);
  if (!planned.ok) return planned;
  const { facts, range } = planned.value;
  const customer = customerOf(context.reach, facts);
  if (!customer.ok) return customer;
  const quotas = await quotasFor(tx, context, facts, range);
  const unusable = await giveHoldBack(tx, context, facts, request.holdId);
  if (unusable) return unusable;
  const id = newId();
  const { userId } = context.reach;
  if (userId === undefined) throw new Error('A series needs a person.');
  const { id: instrumentId, labId, districtId, zone } = facts.instrument;
  await insertSeries(tx, {
    ...{ id, labId, instrumentId, districtId, organisationId: customer.value.organisationId, userId },
    ...{ rrule: request.rrule, zone, from: request.from, until: request.until, createdAt: context.now },
  });
  const occurrences = await takeAll(tx, context, planned.value, request, { seriesId: id, quotas });
  if (request.onConflict === 'fail') {
    const refusal = refusalOf(occurrences);
    if (refusal) return refusal;
  }
  const overLimit = await judgeSpending(tx, context, planned.value, request, occurrences);
  return overLimit ?? done({ id, zone, createdAt: context.now, occurrences });
}

/** In order of time, so that two series for the same instrument never wait for each other crosswise. */
async function takeAll(
  tx: Tx,
  context: CommandContext,
  plan: SeriesPlan,
  request: NewSeries,
  start: { seriesId: string; quotas: readonly QuotaUse[] },
): Promise<WrittenOccurrence[]> {
  let { quotas } = start;
  let isFirst = true;
  const written: WrittenOccurrence[] = [];
  for (const occurrence of plan.occurrences) {
    const prepared = prepareOccurrence(context, plan, request, occurrence, quotas);
    if (!prepared.ok) {
      written.push({ ...occurrence, status: 'refused', code: prepared.code });
      continue;
    }
    const { booking } = prepared.value;
    const facts = isFirst ? { occurrences: plan.occurrences.length } : { isFollowing: true };
    const taken = await takeOne(tx, context, plan, { ...prepared.value, seriesId: start.seriesId, facts });
    if (taken) {
      written.push({ ...occurrence, status: 'skipped', code: taken.code });
      continue;
    }
    isFirst = false;
    quotas = countOne(quotas, { from: booking.from, until: booking.until });
    written.push({ ...occurrence, status: 'booked', bookingId: booking.id, totalFen: booking.quotedTotalFen });
  }
  return written;
}

async function takeOne(
  tx: Tx,
  context: CommandContext,
  { facts }: SeriesPlan,
  one: PreparedBooking & { seriesId: string; facts: Readonly<Record<string, unknown>> },
): Promise<Refusal | undefined> {
  const booking = { ...one.booking, seriesId: one.seriesId };
  const { footprint } = one;
  const slot = { window: booking, footprint, now: context.now, userId: booking.userId };
  return takeSlot(tx, facts.instrument, slot, async () => {
    const taken = await insertBookings(tx, [{ booking, footprint, facts: one.facts }]);
    return taken.has(booking.id);
  });
}

/** Why a series that must be had whole cannot be: clashes first, each with its time, then the first rule that it breaks. */
function refusalOf(occurrences: readonly WrittenOccurrence[]): Refusal | undefined {
  const missing = occurrences.filter(({ status }) => status !== 'booked');
  const clashes = missing.filter(({ status }) => status === 'skipped');
  const code = clashes.length > 0 ? 'slot-taken' : missing[0]?.code;
  if (code === undefined) return undefined;
  return refuse(code, {
    details: {
      alternatives: [],
      clashes: clashes.slice(0, mostListed).map(inText),
      refused: missing
        .filter(({ status }) => status === 'refused')
        .slice(0, mostListed)
        .map((one) => ({ ...inText(one), code: one.code })),
    },
  });
}

async function judgeSpending(
  tx: Tx,
  context: CommandContext,
  { facts }: SeriesPlan,
  request: NewSeries,
  occurrences: readonly WrittenOccurrence[],
): Promise<Refusal | undefined> {
  if (!facts.isLimited || !facts.customer) return undefined;
  return holdToLimits(tx, context, {
    organisationId: facts.customer.organisationId,
    payeeId: facts.instrument.districtId,
    projectCode: request.projectCode ?? null,
    addedFen: occurrences.reduce((sum, { totalFen = 0 }) => sum + totalFen, 0),
  });
}

function inText({ from, until }: Window): { from: string; until: string } {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}
