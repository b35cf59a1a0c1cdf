import { listPeopleOfOrganisation } from '@guanyi/db/notifications/queries';
import { findCreditNoteFacts, findStatementFacts } from '@guanyi/db/notifications/statement-facts';
import type { Notice } from '@guanyi/domain/notifications/notice';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

/** Tells the customer's finance and its administrators what a month comes to, or what was taken off it. */
export function tellStatement(mailDomain: string): EventCommand<'statement.issued' | 'creditNote.created'> {
  return async (tx, context, event) => {
    const { payload } = event;
    let notice: Notice;
    let organisationId: string;
    if ('creditNoteId' in payload) {
      const found = await findCreditNoteFacts(tx, payload);
      if (!found) return done(undefined);
      notice = { kind: 'creditNoteCreated', facts: found.facts };
      organisationId = found.organisationId;
    } else {
      const found = await findStatementFacts(tx, payload);
      if (!found) return done(undefined);
      notice = { kind: 'statementIssued', facts: found.facts };
      organisationId = found.organisationId;
    }
    const people = await listPeopleOfOrganisation(tx, organisationId, ['orgFinance', 'orgAdmin']);
    await tell(tx, { eventId: event.id, notice, people, mailDomain, at: context.now });
    return done(undefined);
  };
}
