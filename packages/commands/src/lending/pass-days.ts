import { dropFiling } from '@guanyi/db/approvals/filings';
import type { Tx } from '@guanyi/db/client';
import { voidContracts } from '@guanyi/db/lending/contracts';
import {
  loadDueLendings,
  loadDueSoon,
  loadLendingsToClose,
  loadLongOverdue,
  markDueSoonTold,
  markSuspending,
  type StoredLending,
} from '@guanyi/db/lending/lendings';
import { append } from '@guanyi/db/outbox';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import { lendingStatusAt } from '@guanyi/domain/lending/lending';
import { withdrawApprovals } from '../approvals/withdraw-approvals.ts';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { move, note } from './change-lending.ts';
import { makeWayForOverdue, overdueHorizonMs } from './make-way-for-overdue.ts';

/** Both parties are told this long before the end of the last day. */
const dueSoonMs = 3 * DAY_MS;
/** What is overdue for so long suspends its customer from asking for more. */
const patienceMs = 14 * DAY_MS;

/**
 * What time does to loans and leases: not taken back in time is overdue and goes on occupying, never handed over has lapsed, returned
 * and holding nothing is closed, who has one whose end is near is told once, and what is overdue for long suspends its customer.
 */
export async function passDays(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ found: number }>> {
  const { now } = context;
  const due = await loadDueLendings(tx, now, now + overdueHorizonMs - DAY_MS, limit);
  for (const lending of due) {
    if (lendingStatusAt(lending, now) === 'overdue' || lending.status === 'overdue')
      await fallDue(tx, context, lending);
    else await lapse(tx, context, lending);
  }
  const returned = await loadLendingsToClose(tx, limit);
  for (const lending of returned) await move(tx, context, lending, 'close');
  const soon = await loadDueSoon(tx, now, now + dueSoonMs, limit);
  for (const lending of soon) await tellDueSoon(tx, context, lending);
  const late = await loadLongOverdue(tx, now - patienceMs, limit);
  for (const lending of late) await suspend(tx, context, lending);
  return done({ found: Math.max(due.length, returned.length, soon.length, late.length) });
}

async function fallDue(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  const madeWayUntil = await makeWayForOverdue(tx, context, lending);
  if (lending.status === 'overdue') await note(tx, context, lending, 'stillOverdue', { changes: { madeWayUntil } });
  else await move(tx, context, lending, 'fallDue', { changes: { madeWayUntil } });
}

async function lapse(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  const outcome = await move(tx, context, lending, 'lapse');
  if (!outcome.ok) return;
  await withdrawApprovals(tx, context, { labId: lending.labId, subjectType: lending.kind, subjectId: lending.id });
  await releaseClaim(tx, lending.labId, lending.id);
  await voidContracts(tx, lending, context.now);
  await dropFiling(tx, lending, context.now);
}

async function suspend(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  await markSuspending(tx, lending, context.now);
  await note(tx, context, lending, 'suspend');
}

async function tellDueSoon(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  await markDueSoonTold(tx, lending, context.now);
  const { labId } = lending;
  const payload = { labId, lendingId: lending.id, action: 'dueSoon', actorUserId: null };
  await append(tx, { name: 'lending.changed', labId, aggregateId: lending.id, payload, occurredAt: context.now });
}
