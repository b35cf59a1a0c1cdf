import type { Tx } from '@guanyi/db/client';
import { insertPriorityHours } from '@guanyi/db/equity/priority-hours';
import type { Holding } from '@guanyi/domain/equity/stake';
import { parseClock } from '@guanyi/domain/kernel/local-time';
import type { PriorityHours } from '@guanyi/domain/scheduling/priority-hours';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, type Refusal, refuse } from '../context.ts';

/** Hours that an agreement keeps for one of its holders on another instrument of the lab. */
export interface AgreedHours extends PriorityHours {
  instrumentId: string;
}

interface Founded {
  id: string;
  labId: string;
  districtId: string;
}

/**
 * Writes the priority hours of an agreement. Refused when they are for somebody who holds nothing by it or for the unit itself
 * (`not-found`), on an instrument that does not stay with the lab, twice on one instrument for one holder, and for a window that
 * ends before it begins (`invalid-input`). @returns why they cannot be kept, if so.
 */
export async function keepPriorityHours(
  tx: Tx,
  { now }: CommandContext,
  venture: Founded,
  agreed: { hours: readonly AgreedHours[]; holdings: readonly Holding[] },
): Promise<Refusal | undefined> {
  const seen = new Set<string>();
  for (const [i, hours] of agreed.hours.entries()) {
    const at = (field: string, code: string) => ({ errors: [{ pointer: `/priorityHours/${i}/${field}`, code }] });
    const isHolder = agreed.holdings.some(({ organisationId }) => organisationId === hours.organisationId);
    if (!isHolder || hours.organisationId === venture.districtId)
      return refuse('not-found', at('organisationId', 'not-found'));
    const backward = hours.weekly.findIndex(({ from, until }) => (parseClock(from) ?? 0) >= (parseClock(until) ?? 0));
    if (backward >= 0) return refuse('invalid-input', at(`weekly/${backward}/until`, 'backward-window'));
    const key = `${hours.instrumentId}/${hours.organisationId}`;
    if (seen.has(key)) return refuse('invalid-input', at('instrumentId', 'duplicate'));
    seen.add(key);
    const kept = { ...hours, id: newId(), labId: venture.labId, ventureId: venture.id };
    if (!(await insertPriorityHours(tx, kept, now))) return refuse('not-found', at('instrumentId', 'not-found'));
  }
  return undefined;
}
