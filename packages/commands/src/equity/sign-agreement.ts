import type { Tx } from '@guanyi/db/client';
import { countOpenObjections, findUnknownOrganisations, insertVenture } from '@guanyi/db/equity/records';
import { addParty, type LoadedEquityCase } from '@guanyi/db/equity/store';
import { checkHoldings, type Holding, type HoldingsFault, stakeFor } from '@guanyi/domain/equity/stake';
import { isNoticeRunning } from '@guanyi/domain/equity/terms';
import { unitTypeOf } from '@guanyi/domain/kernel/uscc';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { type CaseChange, type CaseCircumstances, openCase, stepCase } from './change-case.ts';
import { validAppraisal } from './judge-appraisal.ts';
import { type AgreedHours, keepPriorityHours } from './keep-priority-hours.ts';
import { issueFoundingUnits } from './move-units.ts';

export interface Agreement extends CaseChange {
  /** Capital after the contribution. */
  capitalFen: number;
  unitsIssued: number;
  holdings: readonly Holding[];
  /** Hours that holders may book before others on instruments that stay with the lab. */
  priorityHours?: readonly AgreedHours[] | undefined;
}

/**
 * Signs the agreement: founds the venture with its register. Refused while the notice runs (`notice-running`, X7), while an
 * objection is unanswered (`objection-open`), on an appraisal that has expired (`appraisal-expired`, X8), and when the unit's stake is
 * not what its value is worth or the holdings do not sum (`stake-mismatch`, X9). Priority hours bind the calendar from now on.
 */
export async function signAgreement(
  tx: Tx,
  context: CommandContext,
  agreement: Agreement,
): Promise<Outcome<{ caseId: string; ventureId: string }>> {
  const opened = await openCase(tx, context, agreement);
  if (!opened.ok) return opened;
  const ventureId = newId();
  const changed = await stepCase(tx, context, opened.value, agreement, 'agree', async (circumstances) => {
    const refusal = await judgeNotice(tx, context, circumstances);
    if (refusal) return refusal;
    const founded = await found(tx, context, circumstances, { ...agreement, ventureId });
    return founded.ok ? { ventureId } : founded;
  });
  return changed.ok ? done({ caseId: agreement.caseId, ventureId }) : changed;
}

async function judgeNotice(
  tx: Tx,
  { now }: CommandContext,
  { loaded, rules }: CaseCircumstances,
): Promise<Refusal | undefined> {
  const { agreementFrom, noticeFirstDay, noticeLastDay, zone } = loaded;
  if (agreementFrom === null) throw new Error(`Equity case ${loaded.id} is under a notice without days.`);
  if (unitTypeOf(loaded.uscc) === 'administrative') {
    return refuse('unit-type-not-allowed', { details: { rule: 'X6', reference: rules.references.unitType } });
  }
  if (isNoticeRunning(agreementFrom, zone, now)) {
    const days = { firstDay: noticeFirstDay, lastDay: noticeLastDay, agreementFrom };
    return refuse('notice-running', { details: { rule: 'X7', reference: rules.references.notice, ...days } });
  }
  const open = await countOpenObjections(tx, loaded);
  return open > 0 ? refuse('objection-open', { details: { rule: 'X7', objections: open } }) : undefined;
}

async function found(
  tx: Tx,
  context: CommandContext,
  circumstances: CaseCircumstances,
  agreement: Agreement & { ventureId: string },
): Promise<Outcome<null>> {
  const { loaded, today } = circumstances;
  const appraisal = await validAppraisal(tx, circumstances);
  if (!appraisal.ok) return appraisal;
  const { valueFen } = appraisal.value;
  const { capitalFen, unitsIssued, holdings, ventureId } = agreement;
  const [unknown] = await findUnknownOrganisations(
    tx,
    holdings.map((holding) => holding.organisationId),
  );
  if (unknown !== undefined) {
    const i = holdings.findIndex((holding) => holding.organisationId === unknown);
    return refuse('not-found', { errors: [{ pointer: `/holdings/${i}/organisationId`, code: 'not-found' }] });
  }
  const fault = checkHoldings({ holdings, contributorId: loaded.districtId, valueFen, capitalFen, unitsIssued });
  if (fault) return explain(fault, agreement, loaded);
  const { cashFen } = stakeFor(valueFen, capitalFen, unitsIssued);
  const terms = { capitalFen, valueFen, agreedUnits: unitsIssued, agreedHoldings: holdings, cashFen };
  const place = { id: ventureId, labId: loaded.labId, caseId: loaded.id, districtId: loaded.districtId };
  const signedBy = context.reach.userId ?? loaded.userId;
  await insertVenture(tx, { ...place, ...terms, name: loaded.ventureName, signedBy }, context.now);
  for (const { organisationId } of holdings) {
    if (organisationId !== loaded.districtId) await addParty(tx, loaded, organisationId, 'holder', context.now);
  }
  const unkept = await keepPriorityHours(tx, context, place, { hours: agreement.priorityHours ?? [], holdings });
  if (unkept) return unkept;
  const issued = await issueFoundingUnits(tx, context, place, holdings, today);
  return issued.ok ? done(null) : issued;
}

function explain(fault: HoldingsFault, { holdings }: Agreement, loaded: LoadedEquityCase): Refusal {
  const own = holdings.findIndex((holding) => holding.organisationId === loaded.districtId);
  const { code, ...facts } = fault;
  const pointer = {
    'stake-mismatch': own < 0 ? '/holdings' : `/holdings/${own}/units`,
    'sum-mismatch': '/unitsIssued',
    'duplicate-holder': '/holdings',
    'capital-below-value': '/capitalFen',
  }[code];
  return refuse('stake-mismatch', { errors: [{ pointer, code }], details: { rule: 'X9', ...facts } });
}
