import { loadInstrumentForUpdate } from '@guanyi/db/catalogue/instruments';
import { findRules, putRules, type StoredRules } from '@guanyi/db/catalogue/offerings';
import type { Tx } from '@guanyi/db/client';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { checkRules } from '@guanyi/domain/scheduling/check-rules';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface NewRules {
  instrumentId: string;
  rules: BookingRules;
  ifMatch: number | undefined;
}

/** Sets opening hours, grid, limits and buffers. Bookings already made keep the footprint that they have. */
export async function putBookingRules(
  tx: Tx,
  context: CommandContext,
  { instrumentId, rules, ifMatch }: NewRules,
): Promise<Outcome<StoredRules>> {
  const stored = await loadInstrumentForUpdate(tx, context.reach, instrumentId);
  if (!stored) return refuse('not-found');
  if (stored.status === 'retired') return refuse('instrument-retired');
  const key = { labId: stored.labId, instrumentId };
  const current = await findRules(tx, key);
  if (ifMatch !== undefined && ifMatch !== current?.version) {
    return refuse('version-mismatch', { details: { version: current?.version } });
  }
  const faults = checkRules(rules);
  if (faults.length > 0) return refuse('invalid-rules', { errors: faults });
  await putRules(tx, key, rules, context.now);
  const written = await findRules(tx, key);
  if (!written) throw new Error(`The rules of ${instrumentId} are gone within their own transaction.`);
  return done(written);
}
