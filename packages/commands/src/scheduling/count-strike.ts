import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import {
  countStrikes,
  findMissedBooking,
  insertStrike,
  insertSuspension,
  listStrikePolicies,
  lockStrikes,
} from '@guanyi/db/scheduling/suspensions';
import { strikesSince, suspensionFor } from '@guanyi/domain/scheduling/suspension';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';

/**
 * Writes down a missed booking and suspends who has missed too many, by the policy that the lab had when it was missed.
 * A booking is one strike however often this runs, and a strike leads to one suspension at most.
 */
export async function countStrike(
  tx: Tx,
  context: CommandContext,
  missed: { labId: string; bookingId: string; at: number },
): Promise<Outcome<{ suspensionId: string | null }>> {
  const { labId, bookingId, at } = missed;
  const booking = await findMissedBooking(tx, missed);
  if (!booking) return done({ suspensionId: null });
  const { userId, organisationId, districtId } = booking;
  await lockStrikes(tx, labId, userId);
  await insertStrike(tx, { labId, bookingId, userId, organisationId, at });
  const policy = (await listStrikePolicies(tx, labId)).find(({ effectiveFrom }) => effectiveFrom <= at);
  if (!policy) return done({ suspensionId: null });
  const strikes = await countStrikes(tx, { labId, userId, since: strikesSince(policy, at) });
  const during = suspensionFor(policy, strikes, context.now);
  if (!during) return done({ suspensionId: null });
  const id = newId();
  const suspension = { id, labId, districtId, userId, organisationId, strikes, createdAt: context.now, ...during };
  if (!(await insertSuspension(tx, suspension))) return done({ suspensionId: null });
  await append(tx, {
    name: 'suspension.started',
    ...{ labId, aggregateId: id, occurredAt: context.now },
    payload: { labId, suspensionId: id },
  });
  return done({ suspensionId: id });
}
