import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/**
 * Holds that were part of an offer are gone: who waited is back in line at the old place, unless the offer had lapsed, and conflicts that offered them
 * are looked at again.
 */
export async function forgetHolds(tx: Tx, holdIds: readonly string[], now: number): Promise<void> {
  const at = instantToText(now);
  const ids = holdIds as string[];
  await tx.sql`
    UPDATE waitlist_entries SET status = 'waiting', offer_from_at = NULL, offer_until_at = NULL, offer_hold_id = NULL,
      offer_hold_until_at = NULL, checked_at = '-infinity', version = version + 1, updated_at = ${at}
    WHERE status = 'offered' AND offer_hold_until_at > ${at} AND offer_hold_id = ANY(${ids}::uuid[])`;
  await tx.sql`
    UPDATE conflicts SET due_at = ${at}, version = version + 1, updated_at = ${at}
    WHERE due_at IS NOT NULL AND EXISTS (
      SELECT FROM jsonb_array_elements(options) o WHERE (o ->> 'holdId')::uuid = ANY(${ids}::uuid[]))`;
}
