import type { Tx } from '@guanyi/db/client';
import { findOwnFile } from '@guanyi/db/files';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { addDocument } from './add-document.ts';
import { type CaseChange, changeCase } from './change-case.ts';

export interface Feasibility extends CaseChange {
  conclusion: 'positive' | 'negative';
  summary: string;
  fileIds: readonly string[];
}

/** Records the study by which the unit decides whether to go on: a positive one leads to the appraisal, a negative one ends the case. */
export async function recordFeasibility(
  tx: Tx,
  context: CommandContext,
  study: Feasibility,
): Promise<Outcome<{ caseId: string }>> {
  const { conclusion, summary } = study;
  const fileIds = [...new Set(study.fileIds)];
  const missing = await missingFile(tx, context, fileIds);
  if (missing !== undefined)
    return refuse('not-found', { errors: [{ pointer: `/fileIds/${missing}`, code: 'not-found' }] });
  const verb = conclusion === 'positive' ? 'assess' : 'reject';
  const changed = await changeCase(tx, context, { ...study, note: summary }, verb, () => ({
    feasibility: { conclusion, summary, fileIds },
  }));
  if (!changed.ok) return changed;
  for (const fileId of fileIds) {
    await addDocument(tx, context, changed.value, {
      fileId,
      kind: 'feasibility',
      title: null,
      audience: 'unit',
      readers: [],
    });
  }
  return done({ caseId: study.caseId });
}

/** Position of the first file that is not the caller's own. */
async function missingFile(tx: Tx, { reach }: CommandContext, fileIds: readonly string[]): Promise<number | undefined> {
  for (const [i, fileId] of fileIds.entries()) {
    if (!(await findOwnFile(tx, reach.userId ?? '', fileId))) return i;
  }
  return undefined;
}
