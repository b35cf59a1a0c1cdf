import type { Tx } from '@guanyi/db/client';
import type { LoadedEquityCase } from '@guanyi/db/equity/store';
import { claimsInTheWay, lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import { isBound } from '@guanyi/domain/scheduling/claim';
import { type CommandContext, type Refusal, refuse } from '../context.ts';
import { makeWay } from '../scheduling/make-way.ts';

/**
 * Puts the venture's claim into the one calendar, from an instant on and without end. Bookings from then on are suspended and become
 * conflicts; holds end. @returns why that is not possible, if it is not.
 */
export async function takeForVenture(
  tx: Tx,
  context: CommandContext,
  taken: LoadedEquityCase,
  from: number,
): Promise<Refusal | undefined> {
  const instrument = await lockInstrument(tx, context.reach, taken.instrumentId);
  if (!instrument) return refuse('not-found');
  if (instrument.status === 'retired') return refuse('instrument-retired');
  const window = { from, until: Number.POSITIVE_INFINITY };
  const inTheWay = await claimsInTheWay(tx, instrument, window, context.now);
  // What somebody else has by a contract does not give way to a venture.
  if (inTheWay.some((claim) => isBound(claim.kind))) return refuse('slot-taken');
  await makeWay(tx, context, { instrument, cause: 'equity' }, { kind: 'equity', claimId: taken.id, ...window });
  return undefined;
}
