import type { Connection, Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadConflictsOfCause } from '@guanyi/db/scheduling/conflicts';
import { findInstrumentFacts } from '@guanyi/db/scheduling/facts';
import { type BookingAhead, listBookingsAhead } from '@guanyi/db/scheduling/rule-change-queries';
import { lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { anybody, judgeExisting, type RefusalCode } from '@guanyi/domain/scheduling/judge';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { type ConflictedClaim, openConflict } from './open-conflict.ts';
import { settleConflict } from './settle-conflict.ts';

/** A booking to come that the rules refuse, and every reason. */
export interface RefusedAhead extends BookingAhead {
  codes: RefusalCode[];
}

/** What is to be judged by instead of what is stored. */
export interface Supposed {
  rules?: BookingRules;
  calendar?: WorkCalendar;
}

interface Place {
  labId: string;
  id: string;
}

/**
 * The bookings to come of an instrument that its rules refuse as they are, or as they are supposed to be. Lead time, horizon,
 * quotas and qualifications bind who asks; they are not asked again of a booking that stands.
 */
export async function refusedAhead(
  connection: Connection,
  context: CommandContext,
  place: Place,
  supposed: Supposed = {},
): Promise<RefusedAhead[]> {
  const ahead = await listBookingsAhead(connection, place, context.now);
  const [first] = ahead;
  if (!first) return [];
  const range = { from: first.from, until: Math.max(...ahead.map(({ until }) => until)) };
  const facts = await findInstrumentFacts(connection, place.id, range);
  const rules = supposed.rules ?? facts?.rules;
  if (!facts || !rules) return [];
  const calendar = supposed.calendar ?? facts.calendar;
  return ahead.flatMap((booking) => {
    const { purposeKind, sealed, from, until } = booking;
    const { customsSupervisedUntil: supervisedUntil, calibratedUntil, zone } = facts;
    const standing = { ...anybody, purposeKind, sealed, supervisedUntil, calibratedUntil };
    const reasons = judgeExisting({ rules, zone, calendar, standing, now: context.now }, { from, until });
    const codes = [...new Set(reasons.map(({ code }) => code))];
    return codes.length > 0 ? [{ ...booking, codes }] : [];
  });
}

/**
 * After a change of rules: every booking to come that they refuse gets a conflict and keeps its place until that is resolved;
 * where they allow again what an earlier change refused, the conflict ends and the booking is kept. What has a conflict for
 * another reason keeps that. Repeating it changes nothing more. The instrument must be locked.
 * @returns how many conflicts were opened.
 */
export async function followRules(
  tx: Tx,
  context: CommandContext,
  instrument: Place & { districtId: string },
): Promise<number> {
  const refused = await refusedAhead(tx, context, instrument);
  const refusedIds = new Set(refused.map(({ id }) => id));
  for (const conflict of await loadConflictsOfCause(
    tx,
    { labId: instrument.labId, instrumentId: instrument.id },
    'ruleChange',
  )) {
    if (!refusedIds.has(conflict.claimId)) await settleConflict(tx, context, conflict, { outcome: 'kept' });
  }
  const claims = refused
    .filter(({ hasConflict }) => !hasConflict)
    .map(({ id: claimId, organisationId, userId, from, until }): ConflictedClaim => {
      return { kind: 'booking', claimId, organisationId, userId, from, until, isInUse: false };
    });
  const opened = await openConflict(tx, context, { instrument, cause: 'ruleChange' }, claims);
  return opened.length;
}

/**
 * Looks once more, for bookings that were judged by the old rules and written at the moment of the change; and for all
 * instruments whose days a notice has closed.
 */
export async function followRulesOf(
  tx: Tx,
  context: CommandContext,
  { instrumentId }: { instrumentId: string },
): Promise<Outcome<null>> {
  const instrument = await lockInstrument(tx, context.reach, instrumentId);
  if (instrument && instrument.status === 'active') await followRules(tx, context, instrument);
  return done(null);
}

/** Has the worker look once more. */
export async function announceRules(tx: Tx, { now }: CommandContext, { labId, id }: Place): Promise<void> {
  const payload = { labId, instrumentId: id };
  await append(tx, { name: 'bookingRules.changed', labId, aggregateId: id, payload, occurredAt: now });
}
