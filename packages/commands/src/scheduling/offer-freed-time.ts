import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { claimsOf, insertClaim } from '@guanyi/db/scheduling/claims';
import { findInstrumentFacts, type InstrumentFacts } from '@guanyi/db/scheduling/facts';
import { countOffers, loadLine, lockLine, type StoredEntry, saveEntry } from '@guanyi/db/scheduling/waitlist';
import { intersect, type Window } from '@guanyi/domain/kernel/window';
import { availability, claimRange } from '@guanyi/domain/scheduling/availability';
import { bookableWindow, footprint } from '@guanyi/domain/scheduling/booking-rules';
import type { Claim } from '@guanyi/domain/scheduling/claim';
import { priorityOfOthers } from '@guanyi/domain/scheduling/priority-hours';
import { firstFit, MOST_OFFERS, mayDo, offerStandsUntil } from '@guanyi/domain/scheduling/waitlist';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { judgeForm, judgeTime } from './judge-request.ts';
import { clearLapsed } from './take-slot.ts';

/** Entries looked at in one go; who stands further back is reached when somebody in front is gone. */
const longestLine = 200;

/**
 * Offers what is free of an instrument to those who wait for it, in their order. Parts of a freed slot count: whoever
 * comes first for whom a part is long enough gets it. Each offer holds its slot. An organisation with open offers enough
 * is passed over until one is settled.
 * @returns how many offers were made.
 */
export async function offerFreedTime(
  tx: Tx,
  context: CommandContext,
  { instrumentId }: { instrumentId: string },
): Promise<Outcome<{ offered: number }>> {
  const { now } = context;
  await lockLine(tx, instrumentId);
  const line = await loadLine(tx, instrumentId, now, longestLine);
  const range = hull(line);
  const facts = range && (await findInstrumentFacts(tx, instrumentId, range));
  if (!range || !facts?.rules || judgeForm(facts, 'machineTime')) return done({ offered: 0 });
  const counts = await countOffers(
    tx,
    line.map((entry) => entry.organisationId),
    now,
  );
  const claims: Claim[] = await claimsOf(tx, [instrumentId], claimRange(range, facts.rules));
  let offered = 0;
  for (const entry of line) {
    const open = counts.get(entry.organisationId) ?? 0;
    if (open >= MOST_OFFERS || !mayDo('offer', entry, now)) continue;
    const slot = slotFor(facts, entry, claims, now);
    if (!slot || (await offerSlotTo(tx, context, facts, entry, slot)) !== 'offered') continue;
    claims.push({ ...footprint(facts.rules, slot), kind: 'hold' });
    counts.set(entry.organisationId, open + 1);
    offered += 1;
  }
  return done({ offered });
}

function hull(windows: readonly Window[]): Window | undefined {
  if (windows.length === 0) return undefined;
  return {
    from: Math.min(...windows.map(({ from }) => from)),
    until: Math.max(...windows.map(({ until }) => until)),
  };
}

function slotFor(facts: InstrumentFacts, entry: StoredEntry, claims: readonly Claim[], now: number): Window | null {
  const { zone, calendar } = facts;
  const priority = priorityOfOthers(facts.priority, entry.organisationId);
  const rules = facts.rules!;
  const range = intersect(entry, bookableWindow(rules, zone, now));
  if (!range) return null;
  const { free } = availability({ rules, zone, calendar, priority, range, claims, now });
  const slot = firstFit(free, entry);
  return slot && !judgeTime({ ...facts, priority }, slot, now) ? slot : null;
}

/**
 * Holds a slot for somebody who waits and tells them. `tooNear`: nobody could answer before it can no longer be booked;
 * `taken`: somebody was quicker.
 */
export async function offerSlotTo(
  tx: Tx,
  context: CommandContext,
  facts: InstrumentFacts,
  entry: StoredEntry,
  slot: Window,
): Promise<'offered' | 'tooNear' | 'taken'> {
  const rules = facts.rules!;
  const standsUntil = offerStandsUntil(context.now, slot, rules.leadMinutes);
  const holdUntil = standsUntil ?? (entry.autoAccept ? slot.from - rules.leadMinutes * 60_000 : null);
  if (holdUntil === null) return 'tooNear';
  const claimed = footprint(rules, slot);
  // What has lapsed there is free to whoever reads, so it must be free to be held.
  const place = { labId: facts.labId, instrumentId: facts.id, during: claimed, now: context.now };
  await clearLapsed(tx, place, null);
  const holdId = newId();
  const isHeld = await insertClaim(tx, {
    ...{ id: holdId, claimId: holdId, labId: facts.labId, instrumentId: facts.id, kind: 'hold' },
    ...{ organisationId: null, userId: null, ...claimed, expiresAt: holdUntil, createdAt: context.now },
  });
  if (!isHeld) return 'taken';
  const offered = { offerFrom: slot.from, offerUntil: slot.until, offerHoldUntil: holdUntil, offerHoldId: holdId };
  await saveEntry(tx, { ...entry, ...offered, status: 'offered' }, context.now);
  await append(tx, {
    name: 'waitlist.offered',
    ...{ labId: entry.labId, aggregateId: entry.id, occurredAt: context.now },
    payload: { labId: entry.labId, waitlistEntryId: entry.id, instrumentId: entry.instrumentId },
  });
  return 'offered';
}
