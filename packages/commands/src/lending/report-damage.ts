import type { Tx } from '@guanyi/db/client';
import { insertDamage } from '@guanyi/db/lending/damages';
import { damageAnswerDue } from '@guanyi/domain/lending/damage';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { type LendingChange, loadForChange, note, stateConflict } from './change-lending.ts';

/** Writes down damage that was found after the hand-over, with what it costs: the borrower is asked to answer. */
export async function reportDamage(
  tx: Tx,
  context: CommandContext,
  input: LendingChange & { item: string; description: string; amountFen: number },
): Promise<Outcome<{ id: string }>> {
  const loaded = await loadForChange(tx, context, input);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  const { userId } = context.reach;
  if (!['handedOver', 'overdue', 'returned'].includes(lending.status)) return stateConflict(lending, context.now);
  if (userId === undefined) throw new Error('A report of damage needs a person.');
  const { item, description, amountFen } = input;
  const asked = { status: 'proposed' as const, answerDueAt: damageAnswerDue(context.now) };
  const damage = { id: newId(), item, description, amountFen, source: 'report' as const, ...asked };
  await insertDamage(tx, lending, { ...damage, reportedBy: userId, at: context.now });
  await note(tx, context, lending, 'reportDamage', { note: item });
  return done({ id: lending.id });
}
