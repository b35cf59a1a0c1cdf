import type { Notice } from '@guanyi/domain/notifications/notice';
import { m } from '@guanyi/messages';
import { type Locale, nameIn, yuan } from '@guanyi/messages/notification-text';

type Debt = Extract<Notice, { kind: 'paymentOverdue' | 'statementIssued' | 'creditNoteCreated' }>;

/** What a mail about a statement tells beside its text: who owes whom, which paper, how much and until when. */
export function debtRows(notice: Debt, locale: Locale): (readonly [label: string, value: string])[] {
  const t = { locale };
  const { organisation, payee } = notice.facts;
  const parties = [
    [m.mail_organisation({}, t), nameIn(organisation, locale)],
    [m.mail_payee({}, t), nameIn(payee, locale)],
  ] as const;
  if (notice.kind === 'paymentOverdue')
    return [
      ...parties,
      [m.mail_total({}, t), yuan(notice.facts.overdueFen)],
      [m.mail_deadline({}, t), notice.facts.dueOn],
    ];
  if (notice.kind === 'statementIssued')
    return [
      ...parties,
      [m.statement_number({}, t), notice.facts.number],
      [m.statement_period({}, t), notice.facts.period],
      [m.mail_total({}, t), yuan(notice.facts.totalFen)],
      [m.statement_outstanding({}, t), yuan(notice.facts.outstandingFen)],
      [m.mail_deadline({}, t), notice.facts.dueOn],
    ];
  return [
    ...parties,
    [m.statement_credit_note_number({}, t), notice.facts.number],
    [m.statement_credit_note_of({}, t), notice.facts.statementNumber],
    [m.mail_total({}, t), yuan(notice.facts.totalFen)],
    [m.statement_reason({}, t), notice.facts.reason],
  ];
}
