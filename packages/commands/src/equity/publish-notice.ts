import type { Tx } from '@guanyi/db/client';
import { noticePeriod } from '@guanyi/domain/equity/terms';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { type CaseChange, changeCase } from './change-case.ts';

export interface Notice extends CaseChange {
  text: string;
}

/**
 * Publishes an approved case. The notice runs from the day after (X7); its days are fixed now by the rule in force now, so that
 * a later rule never changes a notice that is up.
 */
export async function publishNotice(
  tx: Tx,
  context: CommandContext,
  notice: Notice,
): Promise<Outcome<{ caseId: string }>> {
  const changed = await changeCase(tx, context, notice, 'publish', ({ today, rules }) => {
    const period = noticePeriod(today, rules.noticeDays);
    return {
      noticeText: notice.text,
      noticePublishedAt: context.now,
      noticeFirstDay: period.firstDay,
      noticeLastDay: period.lastDay,
      agreementFrom: period.agreementFrom,
    };
  });
  return changed.ok ? done({ caseId: notice.caseId }) : changed;
}
