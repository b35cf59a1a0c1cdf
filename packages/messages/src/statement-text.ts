import type { CreditNoteFacts, StatementFacts } from '@guanyi/domain/notifications/debt-notices';
import { m } from '@guanyi/messages';
import { type Locale, nameIn, yuan } from './notice-format.ts';

/** A month has been stated. */
export function statementText(facts: StatementFacts, locale: Locale): { title: string; text: string } {
  const words = {
    number: facts.number,
    payee: nameIn(facts.payee, locale),
    period: facts.period,
    total: yuan(facts.totalFen),
    outstanding: yuan(facts.outstandingFen),
    day: facts.dueOn,
  };
  const text = facts.outstandingFen > 0 ? m.notification_statementIssued_text : m.notification_statementIssued_settled;
  return { title: m.notification_statementIssued_title(words, { locale }), text: text(words, { locale }) };
}

/** A part of a statement was taken back. */
export function creditNoteText(facts: CreditNoteFacts, locale: Locale): { title: string; text: string } {
  const words = {
    number: facts.number,
    statement: facts.statementNumber,
    payee: nameIn(facts.payee, locale),
    total: yuan(facts.totalFen),
    outstanding: yuan(Math.max(0, facts.outstandingFen)),
    back: yuan(Math.max(0, -facts.outstandingFen)),
    reason: facts.reason,
  };
  const text = facts.outstandingFen < 0 ? m.notification_creditNoteCreated_back : m.notification_creditNoteCreated_text;
  return { title: m.notification_creditNoteCreated_title(words, { locale }), text: text(words, { locale }) };
}
