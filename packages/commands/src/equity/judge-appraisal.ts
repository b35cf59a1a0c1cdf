import type { Tx } from '@guanyi/db/client';
import { findAppraisal, type StoredAppraisal } from '@guanyi/db/equity/records';
import { done, type Outcome, refuse } from '../context.ts';
import type { CaseCircumstances } from './change-case.ts';

/** The appraisal that counts, if it may still be relied on today (X8); else `appraisal-expired` with the rule behind it. */
export async function validAppraisal(
  tx: Tx,
  { loaded, today, rules }: CaseCircumstances,
): Promise<Outcome<StoredAppraisal>> {
  const appraisal = loaded.appraisalId ? await findAppraisal(tx, loaded.labId, loaded.appraisalId) : undefined;
  if (!appraisal) throw new Error(`Equity case ${loaded.id} has no appraisal in ${loaded.status}.`);
  if (today <= appraisal.validUntil) return done(appraisal);
  const { baseDate, validUntil } = appraisal;
  return refuse('appraisal-expired', {
    details: { rule: 'X8', reference: rules.references.appraisal, baseDate, validUntil, today },
  });
}
