import type { Connection } from '@guanyi/db/client';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';
import { overlaps, type Window } from '@guanyi/domain/kernel/window';
import { bookableWindow } from '@guanyi/domain/scheduling/booking-rules';
import { occupies } from '@guanyi/domain/scheduling/claim';
import type { QuotaUse } from '@guanyi/domain/scheduling/quota';
import { expandSeries } from '@guanyi/domain/scheduling/recurrence';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { judgeForm } from './judge-request.ts';
import { type BookingRequest, type PreparedBooking, prepareBooking } from './prepare-booking.ts';
import { customerOf, readRequest } from './read-request.ts';
import { countOne, readQuotas } from './standing.ts';

export interface SeriesRequest extends BookingRequest {
  rrule: string;
}

/** A series with all its occurrences and what they depend on. */
export interface SeriesPlan {
  facts: RequestFacts;
  occurrences: Window[];
  /** From the start of the first occurrence to the end of the last. */
  range: Window;
}

/** Reads a series out of its rule, in the wall clock of the instrument, and everything that its occurrences depend on. */
export async function planSeries(
  connection: Connection,
  context: CommandContext,
  request: SeriesRequest,
): Promise<Outcome<SeriesPlan>> {
  if (request.until <= request.from) return refuse('invalid-window');
  const asked = { ...request, form: 'machineTime' as const };
  const first = { from: request.from, until: request.until };
  const read = await readRequest(connection, context, { ...asked, window: first });
  if (!read.ok) return read;
  const { rules, zone } = read.value.instrument;
  const unavailable = judgeForm(read.value.instrument, 'machineTime');
  if (unavailable || !rules) return unavailable ?? refuse('mode-not-offered');
  const horizon = bookableWindow(rules, zone, context.now).until;
  const expanded = expandSeries({ rrule: request.rrule, zone, first, horizon });
  if (!expanded.ok) return refuse(expanded.code, { errors: [{ pointer: '/rrule', code: expanded.code }] });
  const { occurrences } = expanded;
  const range = { from: occurrences[0]!.from, until: occurrences.at(-1)!.until };
  // Read once more for the whole stretch: holidays and prices of all its days.
  const whole = await readRequest(connection, context, { ...asked, window: range });
  return whole.ok ? done({ facts: whole.value, occurrences, range }) : whole;
}

/** One occurrence as a booking of its own; a quote is for the first alone. */
export function prepareOccurrence(
  context: CommandContext,
  { facts, occurrences }: SeriesPlan,
  request: SeriesRequest,
  occurrence: Window,
  quotas: readonly QuotaUse[],
): Outcome<PreparedBooking> {
  const isFirst = occurrence === occurrences[0] && occurrence.from === request.from;
  const quoteId = isFirst ? request.quoteId : undefined;
  return prepareBooking(
    context,
    { ...facts, quote: isFirst ? facts.quote : null },
    { ...request, ...occurrence, quoteId },
    quotas,
  );
}

/** What would become of one occurrence if the series were asked for now. */
export interface ForeseenOccurrence extends Window {
  status: 'free' | 'taken' | 'refused';
  code?: string;
  totalFen?: number;
}

/** Every occurrence with its price or the reason against it. Occupies nothing: what is free now may be taken by the time of asking. */
export async function previewSeries(
  connection: Connection,
  context: CommandContext,
  request: SeriesRequest,
): Promise<Outcome<{ zone: string; occurrences: ForeseenOccurrence[] }>> {
  const planned = await planSeries(connection, context, request);
  if (!planned.ok) return planned;
  const { facts, occurrences, range } = planned.value;
  const customer = customerOf(context.reach, facts);
  if (!customer.ok) return customer;
  const userId = context.reach.userId ?? null;
  const { organisationId } = customer.value;
  let quotas: readonly QuotaUse[] = await readQuotas(connection, context, facts, { range, userId, organisationId });
  const claims = await claimsOf(connection, [facts.instrument.id], widen(range));
  const standing = claims.filter((claim) => occupies(claim, context.now) && !isOwnHold(claim, userId));
  const taken: Window[] = [...standing];
  const foreseen = occurrences.map((occurrence): ForeseenOccurrence => {
    const prepared = prepareOccurrence(context, planned.value, request, occurrence, quotas);
    if (!prepared.ok) return { ...occurrence, status: 'refused', code: prepared.code };
    const { booking, footprint } = prepared.value;
    const totalFen = booking.quotedTotalFen;
    if (taken.some((claim) => overlaps(claim, footprint)))
      return { ...occurrence, status: 'taken', code: 'slot-taken', totalFen };
    taken.push(footprint);
    quotas = countOne(quotas, occurrence);
    return { ...occurrence, status: 'free', totalFen };
  });
  return done({ zone: facts.instrument.zone, occurrences: foreseen });
}

const bufferMs = 8 * 86_400_000;

/** Buffers are a week at most. */
function widen(range: Window): Window {
  return { from: range.from - bufferMs, until: range.until + bufferMs };
}

function isOwnHold(claim: { kind: string; userId: string | null }, userId: string | null): boolean {
  return claim.kind === 'hold' && claim.userId === userId;
}
