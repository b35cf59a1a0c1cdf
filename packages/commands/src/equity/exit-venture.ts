import type { Tx } from '@guanyi/db/client';
import { endPriorityHours } from '@guanyi/db/equity/priority-hours';
import { findVerifiedOrganisation } from '@guanyi/db/equity/proposal';
import { touchVenture } from '@guanyi/db/equity/records';
import { addParty, type LoadedEquityCase } from '@guanyi/db/equity/store';
import { shortenClaim } from '@guanyi/db/scheduling/claims';
import { addDays, startOfDay } from '@guanyi/domain/kernel/local-time';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { bookIncome } from './book-income.ts';
import { type CaseChange, changeCase } from './change-case.ts';
import { giveUpUnits } from './move-units.ts';

export interface Exit extends CaseChange {
  kind: 'buyBack' | 'transfer' | 'windUp';
  lastDay: string;
  instrumentReturns: boolean;
  considerationFen: number;
  /** Who takes the units over, for a transfer; the customer who proposed the case unless named. */
  toOrganisationId?: string | undefined;
}

/**
 * Ends the unit's part in a venture. A buy-back and a wind-up cancel its units, so that fewer are issued; a transfer hands them to another
 * holder. An instrument that returns is free from the day after `lastDay` (X11); one that does not stays taken for good.
 * Nobody has priority hours of the venture any more.
 * `invalid-window` for a last day before the contribution.
 */
export async function exitVenture(tx: Tx, context: CommandContext, exit: Exit): Promise<Outcome<{ caseId: string }>> {
  const changed = await changeCase(tx, context, exit, 'exit', async ({ loaded, today }) => {
    const { ventureId, firstDay } = loaded;
    if (ventureId === null || firstDay === null) throw new Error(`Equity case ${loaded.id} is in no venture.`);
    if (exit.lastDay < firstDay) {
      return refuse('invalid-window', { errors: [{ pointer: '/lastDay', code: 'before-contribution' }] });
    }
    const heir = exit.kind === 'transfer' ? (exit.toOrganisationId ?? loaded.organisationId) : null;
    if (heir !== null && (heir === loaded.districtId || !(await findVerifiedOrganisation(tx, heir)))) {
      return refuse('not-found', { errors: [{ pointer: '/toOrganisationId', code: 'not-found' }] });
    }
    const given = await giveUpUnits(tx, context, { ...loaded, ventureId }, { organisationId: heir, day: today });
    if (!given.ok) return given;
    if (heir !== null) await addParty(tx, loaded, heir, 'holder', context.now);
    const income = {
      kind: 'exitConsideration',
      amountFen: exit.considerationFen,
      reference: loaded.id,
      day: today,
    } as const;
    const booked = await bookIncome(tx, context, { ...loaded, ventureId }, income);
    if (!booked.ok) return booked;
    await touchVenture(tx, { labId: loaded.labId, id: ventureId, hasLeft: true }, context.now);
    await endPriorityHours(tx, { labId: loaded.labId, ventureId }, context.now);
    if (exit.instrumentReturns) await freeInstrument(tx, loaded, exit.lastDay);
    const { kind: exitKind, lastDay, instrumentReturns, considerationFen } = exit;
    return { exitKind, lastDay, instrumentReturns, considerationFen };
  });
  return changed.ok ? done({ caseId: exit.caseId }) : changed;
}

/** The venture has the instrument through the last day; a claim that had not begun by then ends whole. */
async function freeInstrument(tx: Tx, { labId, id, zone }: LoadedEquityCase, lastDay: string): Promise<void> {
  await shortenClaim(tx, labId, id, startOfDay(zone, addDays(lastDay, 1)));
}
