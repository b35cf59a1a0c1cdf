import type { OverdueFacts } from '@guanyi/domain/notifications/debt-notices';
import { m } from '@guanyi/messages';

const overdueTexts = [
  m.notification_paymentOverdue_first,
  m.notification_paymentOverdue_second,
  m.notification_paymentOverdue_third,
] as const;

/** Reminds of what is late; the later the step, the plainer the words. */
export function overdueText(
  facts: OverdueFacts,
  payee: string,
  total: string,
  locale: 'zh-CN' | 'en',
): { title: string; text: string } {
  const words = { payee, total, count: facts.statementCount, day: facts.dueOn };
  const text = overdueTexts[facts.step - 1] ?? overdueTexts[2];
  return { title: m.notification_paymentOverdue_title(words, { locale }), text: text(words, { locale }) };
}
