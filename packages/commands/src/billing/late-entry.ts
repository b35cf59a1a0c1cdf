import { findZone } from '@guanyi/db/billing/owned-instrument';
import type { Tx } from '@guanyi/db/client';
import { holdPeriods } from '@guanyi/db/ledger/periods';
import { periodOf } from '@guanyi/domain/ledger/period';

/**
 * Whether the month in which something happened at an instrument is closed for its district: then nothing may be entered into
 * it any more. An open month is kept open until the transaction ends.
 */
export async function isPeriodClosed(
  tx: Tx,
  place: { labId: string; instrumentId: string; districtId: string },
  at: number,
  now: number,
): Promise<boolean> {
  const zone = await findZone(tx, place);
  const closed = await holdPeriods(tx, place.districtId, [periodOf(zone, at)], now);
  return closed.length > 0;
}
