import type { Tx } from '@guanyi/db/client';
import { isSupervised } from '@guanyi/domain/catalogue/instrument';
import { startOfDay } from '@guanyi/domain/kernel/local-time';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type CaseChange, changeCase } from './change-case.ts';
import { takeForVenture } from './take-for-venture.ts';

export interface Contribution extends CaseChange {
  firstDay: string;
}

/**
 * Hands the instrument to the venture from a day on, without end until the exit. Everything that was to happen on it from then on becomes
 * a conflict. Refused for a day before today (`too-soon`), for a day under customs supervision (`customs-supervised`, X4: the
 * days of use count), for a retired instrument and where a lease, a loan or another venture has it by then (`slot-taken`).
 */
export async function contributeInstrument(
  tx: Tx,
  context: CommandContext,
  contribution: Contribution,
): Promise<Outcome<{ caseId: string }>> {
  const { firstDay } = contribution;
  const changed = await changeCase(tx, context, contribution, 'contribute', async ({ loaded, today, rules }) => {
    if (firstDay < today) return refuse('too-soon', { errors: [{ pointer: '/firstDay', code: 'too-soon' }] });
    if (isSupervised(loaded, firstDay)) {
      const { customsSupervisedUntil } = loaded;
      return refuse('customs-supervised', {
        errors: [{ pointer: '/firstDay', code: 'customs-supervised' }],
        details: { rule: 'X4', reference: rules.references.supervision, supervisedUntil: customsSupervisedUntil },
      });
    }
    const from = Math.max(context.now, startOfDay(loaded.zone, firstDay));
    return (await takeForVenture(tx, context, loaded, from)) ?? { firstDay };
  });
  return changed.ok ? done({ caseId: contribution.caseId }) : changed;
}
