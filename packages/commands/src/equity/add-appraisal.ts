import type { Tx } from '@guanyi/db/client';
import { insertAppraisal } from '@guanyi/db/equity/records';
import { findOwnFile } from '@guanyi/db/files';
import { appraisalValidUntil } from '@guanyi/domain/equity/terms';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { addDocument } from './add-document.ts';
import { withdrawChain } from './approval-chain.ts';
import { type CaseChange, changeCase } from './change-case.ts';

export interface NewAppraisal extends CaseChange {
  agency: string;
  reportNumber: string;
  method: 'cost' | 'market' | 'income';
  baseDate: string;
  valueFen: number;
  fileId?: string | undefined;
}

/**
 * Adds an appraisal as the next version, which is from then on the one that counts. In approval and under notice it sends the
 * case back to its appraisal, because approval and notice were for another value. A base date after today is `invalid-input`; an old
 * one is taken down as it is, and judged where somebody relies on it.
 */
export async function addAppraisal(
  tx: Tx,
  context: CommandContext,
  appraisal: NewAppraisal,
): Promise<Outcome<{ caseId: string }>> {
  const { fileId } = appraisal;
  if (fileId !== undefined && !(await findOwnFile(tx, context.reach.userId ?? '', fileId))) {
    return refuse('not-found', { errors: [{ pointer: '/fileId', code: 'not-found' }] });
  }
  await withdrawChain(tx, context, appraisal.caseId);
  const id = newId();
  const { agency, reportNumber, method, baseDate, valueFen } = appraisal;
  const note = `${agency} ${reportNumber}`;
  const changed = await changeCase(
    tx,
    context,
    { ...appraisal, note },
    'appraise',
    async ({ loaded, today, rules }) => {
      if (baseDate > today)
        return refuse('invalid-input', { errors: [{ pointer: '/baseDate', code: 'in-the-future' }] });
      const facts = { id, labId: loaded.labId, caseId: loaded.id, agency, reportNumber, method, baseDate, valueFen };
      const validUntil = appraisalValidUntil(baseDate, rules.appraisalMonths);
      const userId = context.reach.userId ?? '';
      await insertAppraisal(tx, { ...facts, validUntil, fileId: fileId ?? null, userId }, context.now);
      // A notice that was up was for the earlier value.
      const noDays = { noticePublishedAt: null, noticeFirstDay: null, noticeLastDay: null, agreementFrom: null };
      return { appraisalId: id, noticeText: null, ...noDays };
    },
  );
  if (!changed.ok) return changed;
  if (fileId !== undefined) {
    await addDocument(tx, context, changed.value, {
      fileId,
      kind: 'appraisal',
      title: null,
      audience: 'parties',
      readers: [],
    });
  }
  return done({ caseId: appraisal.caseId });
}
