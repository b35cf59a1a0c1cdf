import { listPeopleOfOrganisation } from '@guanyi/db/notifications/queries';
import { findReminderNames } from '@guanyi/db/payments/reminders';
import { done } from '../context.ts';
import { tell } from '../notifications/tell.ts';
import type { EventCommand } from '../outbox/handle-once.ts';

/** Reminds the customer's finance and its administrators of what is late: one mail per person and step, for all statements together. */
export function tellOverdue(mailDomain: string): EventCommand<'payment.overdue'> {
  return async (tx, context, event) => {
    const { payeeId, organisationId, statementId, step, overdueFen, statementCount, dueOn } = event.payload;
    const names = await findReminderNames(tx, payeeId, organisationId);
    if (!names) return done(undefined);
    const nameOf = ({ zh, en }: { zh: string; en: string | null }) => (en ? { zh, en } : { zh });
    const facts = {
      ...{ statementId, step, overdueFen, statementCount, dueOn },
      payee: nameOf(names.payee),
      organisation: nameOf(names.organisation),
    };
    const people = await listPeopleOfOrganisation(tx, organisationId, ['orgFinance', 'orgAdmin']);
    await tell(tx, {
      eventId: event.id,
      notice: { kind: 'paymentOverdue', facts },
      people,
      mailDomain,
      at: context.now,
    });
    return done(undefined);
  };
}
