import type { Tx } from '@guanyi/db/client';
import type { StoredBooking } from '@guanyi/db/scheduling/bookings';
import { claimsOf, type InstrumentClaim } from '@guanyi/db/scheduling/claims';
import type { ConflictOption, StoredConflict } from '@guanyi/db/scheduling/conflicts';
import { type Equivalent, listEquivalents } from '@guanyi/db/scheduling/equivalents';
import { findRequestFacts, type RequestFacts } from '@guanyi/db/scheduling/facts';
import { DAY_MS, durationMs, type Window } from '@guanyi/domain/kernel/window';
import { alternativesTo } from '@guanyi/domain/scheduling/alternatives';
import { footprint } from '@guanyi/domain/scheduling/booking-rules';
import { type RankableOption, rankOptions } from '@guanyi/domain/scheduling/rank-options';
import type { SchedulingPolicy } from '@guanyi/domain/scheduling/scheduling-policy';
import type { CommandContext } from '../context.ts';
import { judgeForm, judgeTime } from './judge-request.ts';
import { priceRequest } from './price-request.ts';
import { standingOf } from './standing.ts';

const mostEquivalents = 10;

/** A place that would do, not held yet. */
export interface FoundOption extends RankableOption, Omit<ConflictOption, 'holdId' | 'holdUntil' | 'distanceKm'> {
  /** What the booking would occupy there. */
  footprint: Window;
}

/**
 * Where else a booking could go, best first: its own instrument later, and others of its kind at its time or soon after, as
 * far ahead as the policy of the lab looks, each judged by the rules and priced for the customer and the person who booked. Nothing earlier: people have plans.
 */
export async function findOptions(
  tx: Tx,
  context: CommandContext,
  conflict: StoredConflict,
  booking: StoredBooking,
  policy: Pick<SchedulingPolicy, 'sameInstrumentDays' | 'equivalentDays'>,
): Promise<FoundOption[]> {
  const mostDays = Math.max(policy.sameInstrumentDays, policy.equivalentDays);
  const equivalents = await listEquivalents(tx, booking.instrumentId, mostEquivalents);
  const own = {
    id: booking.instrumentId,
    nearness: 'instrument',
    distanceKm: 0,
    isSameModel: true,
    isSameClass: true,
  } as const;
  const candidates = conflict.cause === 'retirement' ? equivalents : [own, ...equivalents];
  const reach = { from: booking.from - DAY_MS, until: booking.until + (mostDays + 1) * DAY_MS };
  const claims = await claimsOf(
    tx,
    candidates.map(({ id }) => id),
    reach,
  );
  const found: FoundOption[] = [];
  for (const candidate of candidates) {
    const facts = await factsOf(tx, booking, candidate.id, mostDays);
    if (!facts) continue;
    const option = bestTime(
      context,
      facts,
      booking,
      claims.filter((claim) => claim.instrumentId === candidate.id),
      candidate,
      candidate.nearness === 'instrument' ? policy.sameInstrumentDays : policy.equivalentDays,
    );
    if (option) found.push(option);
  }
  return rankOptions(found);
}

function factsOf(
  tx: Tx,
  booking: StoredBooking,
  instrumentId: string,
  days: number,
): Promise<RequestFacts | undefined> {
  return findRequestFacts(tx, {
    ...{ instrumentId, form: 'machineTime', userId: booking.userId, organisationId: booking.organisationId },
    ...{ labId: null, quoteId: null, projectCode: booking.projectCode },
    window: { from: booking.from, until: booking.until + days * DAY_MS },
  });
}

type Candidate = Equivalent | (Omit<Equivalent, 'nearness'> & { nearness: 'instrument' });

/** The earliest time on one instrument that rules, calendar and price list allow. */
function bestTime(
  context: CommandContext,
  facts: RequestFacts,
  booking: StoredBooking,
  claims: readonly InstrumentClaim[],
  candidate: Candidate,
  days: number,
): FoundOption | undefined {
  const { instrument } = facts;
  if (judgeForm(instrument, 'machineTime')) return undefined;
  const isOwn = candidate.nearness === 'instrument';
  const window = timeOf(context, facts, booking, claims, days);
  // The booking is the person's own, whoever moves it: the rules about people are those of who booked.
  const asBooker = { ...context, reach: { ...context.reach, all: false, labIds: [] } };
  const asked = { purposeKind: booking.purposeKind, serviceWay: booking.serviceWay, sealed: booking.sealed };
  if (!window || judgeTime(instrument, window, context.now, standingOf(asBooker, facts, asked, []))) return undefined;
  const price = priceRequest(facts, { form: 'machineTime', window, serviceWay: booking.serviceWay });
  if (!price.ok) return undefined;
  const { policy, priceGroup, rating } = price.value;
  const { nameZh, nameEn, model, zone, lab } = instrument;
  return {
    kind: isOwn ? 'sameInstrument' : 'equivalent',
    ...{
      labId: instrument.labId,
      instrumentId: instrument.id,
      ...window,
      footprint: footprint(instrument.rules!, window),
    },
    ...{ nearness: candidate.nearness, distanceKm: candidate.distanceKm, delayMs: window.from - booking.from },
    ...{ isSameModel: candidate.isSameModel, isSameClass: candidate.isSameClass },
    priceDifferenceFen: rating.totalFen - booking.quotedTotalFen,
    ...{
      pricePolicyId: policy.id,
      priceGroup,
      subtotalFen: rating.subtotalFen,
      taxFen: rating.taxFen,
      totalFen: rating.totalFen,
    },
    instrument: { nameZh, nameEn, model, zone },
    lab,
  };
}

/** The booked time itself where it is free, else the next one of the same length. */
function timeOf(
  context: CommandContext,
  { instrument }: RequestFacts,
  booking: Window,
  claims: readonly InstrumentClaim[],
  days: number,
): Window | undefined {
  const { rules, zone, calendar, priority } = instrument;
  if (!rules) return undefined;
  const wanted = { from: booking.from, until: booking.until };
  for (const range of [wanted, { from: booking.from, until: booking.until + days * DAY_MS }]) {
    const times = alternativesTo({ rules, zone, calendar, priority, claims, now: context.now, window: wanted, range });
    const time = times.find(({ from }) => from >= booking.from);
    if (time && durationMs(time) === durationMs(wanted)) return time;
  }
  return undefined;
}
