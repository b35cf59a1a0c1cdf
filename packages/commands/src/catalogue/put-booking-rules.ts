import { loadInstrumentForUpdate } from '@guanyi/db/catalogue/instruments';
import { findRules, putRules, type StoredRules } from '@guanyi/db/catalogue/offerings';
import type { Connection, Tx } from '@guanyi/db/client';
import { findOwnInstrument } from '@guanyi/db/scheduling/suspended-claims';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { checkRules } from '@guanyi/domain/scheduling/check-rules';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { announceRules, followRules, type RefusedAhead, refusedAhead } from '../scheduling/judge-claims-ahead.ts';

export interface NewRules {
  instrumentId: string;
  rules: BookingRules;
  ifMatch: number | undefined;
  /** The new rules bind only what is asked for from now on. */
  keepBookings?: boolean | undefined;
}

/**
 * Sets opening hours, grid, limits and buffers. Bookings already made keep the footprint that they have; those that the new
 * rules refuse become conflicts, unless they are to be kept.
 */
export async function putBookingRules(
  tx: Tx,
  context: CommandContext,
  { instrumentId, rules, ifMatch, keepBookings }: NewRules,
): Promise<Outcome<{ rules: StoredRules; openedConflicts: number }>> {
  const stored = await loadInstrumentForUpdate(tx, context.reach, instrumentId);
  if (!stored) return refuse('not-found');
  if (stored.status === 'retired') return refuse('instrument-retired');
  const key = { labId: stored.labId, instrumentId };
  const current = await findRules(tx, key);
  if (ifMatch !== undefined && ifMatch !== current?.version) {
    return refuse('version-mismatch', { details: { version: current?.version } });
  }
  const fault = faultOf(rules);
  if (fault) return fault;
  await putRules(tx, key, rules, context.now);
  const written = await findRules(tx, key);
  if (!written) throw new Error(`The rules of ${instrumentId} are gone within their own transaction.`);
  if (keepBookings) return done({ rules: written, openedConflicts: 0 });
  await announceRules(tx, context, stored);
  return done({ rules: written, openedConflicts: await followRules(tx, context, stored) });
}

/** Which bookings to come the rules would refuse if they were set now. Changes nothing. */
export async function previewBookingRules(
  connection: Connection,
  context: CommandContext,
  { instrumentId, rules }: Pick<NewRules, 'instrumentId' | 'rules'>,
): Promise<Outcome<RefusedAhead[]>> {
  const instrument = await findOwnInstrument(connection, context.reach, instrumentId);
  if (!instrument) return refuse('not-found');
  if (instrument.status === 'retired') return refuse('instrument-retired');
  return faultOf(rules) ?? done(await refusedAhead(connection, context, instrument, { rules }));
}

function faultOf(rules: BookingRules): Refusal | undefined {
  const faults = checkRules(rules);
  return faults.length > 0 ? refuse('invalid-rules', { errors: faults }) : undefined;
}
