import type { Tx } from '@guanyi/db/client';
import {
  type ChecklistItem,
  deleteChecklist,
  findOwnLab,
  isClassCode,
  putChecklist as store,
} from '@guanyi/db/lending/checklists';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface NewChecklist {
  labId: string;
  classCode: string;
  items: ChecklistItem[];
}

/** Sets what a lab looks at when an instrument of a class leaves and comes back. Reports that were written keep their items. */
export async function putChecklist(tx: Tx, context: CommandContext, list: NewChecklist): Promise<Outcome<null>> {
  if (!(await findOwnLab(tx, context.reach, list.labId))) return refuse('not-found');
  if (!(await isClassCode(tx, list.classCode))) return refuse('unknown-class-code');
  await store(tx, list, context.now);
  return done(null);
}

/** Gives a class back to the list that the product proposes. */
export async function removeChecklist(
  tx: Tx,
  context: CommandContext,
  list: { labId: string; classCode: string },
): Promise<Outcome<null>> {
  if (!(await findOwnLab(tx, context.reach, list.labId))) return refuse('not-found');
  return (await deleteChecklist(tx, list)) ? done(null) : refuse('not-found');
}
