import type { Tx } from '@guanyi/db/client';
import { endPriorityHours } from '@guanyi/db/equity/priority-hours';
import { findVerifiedOrganisation } from '@guanyi/db/equity/proposal';
import { touchVenture } from '@guanyi/db/equity/records';
import { heldUnits } from '@guanyi/db/equity/stakes';
import { addParty, type LoadedEquityCase, loadCaseOfVentureForUpdate, remember } from '@guanyi/db/equity/store';
import { equityStatusAt } from '@guanyi/domain/equity/equity-case';
import type { Holding } from '@guanyi/domain/equity/stake';
import { localDay } from '@guanyi/domain/kernel/local-time';
import type { AccountName } from '@guanyi/domain/ledger/account';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type TransferOrder, transferAll } from '../ledger/transfer.ts';
import { wrongState } from './change-case.ts';

/** Where the units of a venture come from and go back to. */
export const issueOf = (ventureId: string): AccountName => ({
  kind: 'stakeIssue',
  ownerId: ventureId,
  scopeId: ventureId,
});

/** What a party holds of a venture. */
export const holdingOf = (ventureId: string, organisationId: string): AccountName => ({
  kind: 'stakeHolding',
  ownerId: organisationId,
  scopeId: ventureId,
});

/** Issues the units of an agreement, each holder's by a transfer of its own. */
export async function issueFoundingUnits(
  tx: Tx,
  context: CommandContext,
  venture: { id: string; districtId: string },
  holdings: readonly Holding[],
  day: string,
): Promise<Outcome<unknown>> {
  const orders = holdings.map(
    ({ organisationId, units }): TransferOrder => ({
      debit: issueOf(venture.id),
      credit: holdingOf(venture.id, organisationId),
      amount: units,
      kind: 'stakeIssue',
      reference: `${venture.id}/${organisationId}`,
      day,
    }),
  );
  return transferAll(tx, context, venture.districtId, orders);
}

export interface UnitsMove {
  ventureId: string;
  /** Null for units that are newly issued. */
  fromOrganisationId: string | null;
  toOrganisationId: string;
  units: number;
  reason: string;
}

/**
 * Moves units of a venture from one holder to another, or issues new ones, which dilutes everybody else. The unit has to be in the
 * venture: agreed or contributed. Who has given away the last unit has no priority hours any more. Refused with `insufficient-balance` beyond what the holder has. Whoever moves units
 * of one venture takes turns at its case, and the ledger's check holds even so.
 */
export async function moveUnits(
  tx: Tx,
  context: CommandContext,
  move: UnitsMove,
): Promise<Outcome<{ ventureId: string; labId: string }>> {
  const loaded = await loadCaseOfVentureForUpdate(tx, context.reach, move.ventureId);
  if (!loaded) return refuse('not-found');
  if (!isInVenture(loaded, context.now)) return wrongState(loaded, context.now);
  if (move.fromOrganisationId === move.toOrganisationId) {
    return refuse('invalid-input', { errors: [{ pointer: '/toOrganisationId', code: 'same-holder' }] });
  }
  if (!(await findVerifiedOrganisation(tx, move.toOrganisationId))) {
    return refuse('not-found', { errors: [{ pointer: '/toOrganisationId', code: 'not-found' }] });
  }
  const { ventureId, fromOrganisationId: from } = move;
  const moved = await transferAll(tx, context, loaded.districtId, [
    {
      debit: from === null ? issueOf(ventureId) : holdingOf(ventureId, from),
      credit: holdingOf(ventureId, move.toOrganisationId),
      amount: move.units,
      kind: from === null ? 'stakeIssue' : 'stakeTransfer',
      reference: newId(),
      day: localDay(loaded.zone, context.now),
    },
  ]);
  if (!moved.ok) return moved;
  if (move.toOrganisationId !== loaded.districtId) {
    await addParty(tx, loaded, move.toOrganisationId, 'holder', context.now);
  }
  if (from !== null && (await heldUnits(tx, { districtId: loaded.districtId, ventureId, organisationId: from })) === 0)
    await endPriorityHours(tx, { labId: loaded.labId, ventureId, organisationId: from }, context.now);
  await touchVenture(tx, { labId: loaded.labId, id: ventureId }, context.now);
  const action = from === null ? 'issueUnits' : 'transferUnits';
  const actorUserId = context.reach.userId ?? null;
  await remember(tx, loaded, { action, at: context.now, actorUserId, note: `${move.units}: ${move.reason}` });
  return done({ ventureId, labId: loaded.labId });
}

/** The unit's own units, by which it leaves: cancelled for a buy-back or a wind-up, handed over for a transfer. */
export async function giveUpUnits(
  tx: Tx,
  context: CommandContext,
  left: LoadedEquityCase & { ventureId: string },
  to: { organisationId: string | null; day: string },
): Promise<Outcome<number>> {
  const { ventureId, districtId } = left;
  const units = await heldUnits(tx, { districtId, ventureId, organisationId: districtId });
  if (units > 0) {
    const moved = await transferAll(tx, context, districtId, [
      {
        debit: holdingOf(ventureId, districtId),
        credit: to.organisationId === null ? issueOf(ventureId) : holdingOf(ventureId, to.organisationId),
        amount: units,
        kind: to.organisationId === null ? 'stakeCancel' : 'stakeTransfer',
        reference: `exit/${left.id}`,
        day: to.day,
      },
    ]);
    if (!moved.ok) return moved;
  }
  return done(units);
}

function isInVenture(loaded: LoadedEquityCase, now: number): boolean {
  const status = equityStatusAt(loaded, now);
  return status === 'agreed' || status === 'contributed';
}
