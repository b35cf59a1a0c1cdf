import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { insertReminder, listLateCustomers } from '@guanyi/db/payments/reminders';
import { reminderDays, reminderStep } from '@guanyi/domain/payments/ageing';
import { type CommandContext, done, type Outcome } from '../context.ts';

/**
 * Time's own work: customers that are late are reminded, once for each step, counted from the oldest statement that is not
 * paid. What the sweeper missed while it was away it finds on its next run, but nobody is reminded twice in a row for it.
 * @returns how many were reminded; at `limit` there may be more.
 */
export async function remindOverdue(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ reminded: number }>> {
  let reminded = 0;
  for (const late of await listLateCustomers(tx, context.now, limit, reminderDays.length)) {
    const step = reminderStep(late.dueOn, late.today);
    if (step === 0 || !(await insertReminder(tx, late, step, context.now))) continue;
    reminded += 1;
    const { payeeId, organisationId, statementId, overdueFen, statementCount, dueOn } = late;
    await append(tx, {
      name: 'payment.overdue',
      labId: null,
      aggregateId: organisationId,
      payload: { payeeId, organisationId, statementId, step, overdueFen, statementCount, dueOn },
      occurredAt: context.now,
    });
  }
  return done({ reminded });
}
