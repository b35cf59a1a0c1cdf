import type { Tx } from '@guanyi/db/client';
import { findInstrumentFacts } from '@guanyi/db/scheduling/facts';
import { countOffers, listEntries, loadEntryForUpdate, lockLine } from '@guanyi/db/scheduling/waitlist';
import { MINUTE_MS } from '@guanyi/domain/kernel/window';
import { priorityOfOthers } from '@guanyi/domain/scheduling/priority-hours';
import { MOST_OFFERS, mayDo, waitlistStatusAt } from '@guanyi/domain/scheduling/waitlist';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { judgeForm, judgeTime } from './judge-request.ts';
import { offerSlotTo } from './offer-freed-time.ts';

/** Which slot the lab offers: it begins at `from` and is as long as the entry wished. */
export interface OfferedSlot {
  waitlistEntryId: string;
  from: number;
}

/**
 * The lab offers a slot of its choice to somebody who waits, also outside the time that they named; whether they take it is
 * theirs to say, as with any offer. Rules, calendar and the cap on open offers of an organisation hold as they do for offers
 * that make themselves.
 */
export async function offerSlot(
  tx: Tx,
  context: CommandContext,
  { waitlistEntryId, from }: OfferedSlot,
): Promise<Outcome<{ id: string }>> {
  const { now, reach } = context;
  const [seen] = await listEntries(tx, reach, { id: waitlistEntryId, limit: 1 });
  if (!seen) return refuse('not-found');
  // The line before the entry, in the order in which all offers lock.
  await lockLine(tx, seen.instrumentId);
  const entry = await loadEntryForUpdate(tx, reach, waitlistEntryId);
  if (!entry) return refuse('not-found');
  if (!mayDo('offer', entry, now))
    return refuse('state-conflict', { details: { currentStatus: waitlistStatusAt(entry, now) } });
  const slot = { from, until: from + entry.minutes * MINUTE_MS };
  const facts = await findInstrumentFacts(tx, entry.instrumentId, slot);
  if (!facts) return refuse('not-found');
  const priority = priorityOfOthers(facts.priority, entry.organisationId);
  const refusal = judgeForm(facts, 'machineTime') ?? judgeTime({ ...facts, priority }, slot, now);
  if (refusal) return refusal;
  const open = await countOffers(tx, [entry.organisationId], now);
  if ((open.get(entry.organisationId) ?? 0) >= MOST_OFFERS)
    return refuse('too-many-holds', { details: { limit: MOST_OFFERS } });
  const offered = await offerSlotTo(tx, context, facts, entry, slot);
  if (offered === 'offered') return done({ id: entry.id });
  return refuse(offered === 'taken' ? 'slot-taken' : 'too-soon');
}
