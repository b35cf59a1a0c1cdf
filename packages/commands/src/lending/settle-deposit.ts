import type { Tx } from '@guanyi/db/client';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { transfer } from '../ledger/transfer.ts';
import { type LendingChange, loadForChange, move, note, stateConflict } from './change-lending.ts';

export interface DepositMovement extends LendingChange {
  /** Everything that is still held when left out. */
  amountFen?: number | undefined;
  reason?: string | undefined;
}

/** Gives back a part of the deposit after the return, or all that is left; with the last part the loan is closed (X5). */
export async function releaseDeposit(
  tx: Tx,
  context: CommandContext,
  movement: DepositMovement,
): Promise<Outcome<{ id: string }>> {
  return settle(tx, context, movement, 'release');
}

/** Keeps a part of the deposit for damage, once the instrument has been handed over. */
export async function captureDeposit(
  tx: Tx,
  context: CommandContext,
  movement: DepositMovement & { amountFen: number },
): Promise<Outcome<{ id: string }>> {
  return settle(tx, context, movement, 'capture');
}

async function settle(
  tx: Tx,
  context: CommandContext,
  movement: DepositMovement,
  way: 'release' | 'capture',
): Promise<Outcome<{ id: string }>> {
  const loaded = await loadForChange(tx, context, movement);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  const amountFen = movement.amountFen ?? lending.heldFen;
  const isOut = lending.status === 'handedOver' || lending.status === 'overdue';
  if (lending.status !== 'returned' && !(way === 'capture' && isOut)) return stateConflict(lending, context.now);
  const refusal = await moveHeld(tx, context, lending, { way, amountFen, reason: movement.reason || null });
  return refusal ?? done({ id: lending.id });
}

/** Keeps a part of what a locked loan holds, for damage that was agreed on. @returns why not, if it cannot. */
export async function captureHeld(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  amountFen: number,
  reason: string,
): Promise<Refusal | undefined> {
  return moveHeld(tx, context, lending, { way: 'capture', amountFen, reason });
}

async function moveHeld(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  { way, amountFen, reason }: { way: 'release' | 'capture'; amountFen: number; reason: string | null },
): Promise<Refusal | undefined> {
  if (amountFen <= 0 || amountFen > lending.heldFen)
    return refuse('insufficient-balance', { details: { heldFen: lending.heldFen } });
  const moved = await transfer(tx, context, lending.districtId, {
    debit: { kind: 'deposit', ownerId: lending.organisationId, scopeId: lending.id },
    credit: { kind: way === 'release' ? 'bank' : 'income', ownerId: lending.districtId },
    amount: amountFen,
    kind: way === 'release' ? 'depositRelease' : 'depositCapture',
    reference: newId(),
    day: localDay(lending.zone, context.now),
  });
  if (!moved.ok) return moved;
  const changes = {
    heldFen: lending.heldFen - amountFen,
    capturedFen: lending.capturedFen + (way === 'capture' ? amountFen : 0),
    releasedFen: lending.releasedFen + (way === 'release' ? amountFen : 0),
  };
  const action = way === 'release' ? 'releaseDeposit' : 'captureDeposit';
  const after = await note(tx, context, lending, action, { note: reason, changes });
  if (after.heldFen === 0 && after.status === 'returned') await close(tx, context, after);
  return undefined;
}

async function close(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  const outcome = await move(tx, context, lending, 'close');
  if (!outcome.ok) throw new Error(`Lending ${lending.id} could not be closed.`);
}
