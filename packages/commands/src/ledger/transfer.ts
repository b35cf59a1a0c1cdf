import type { Tx } from '@guanyi/db/client';
import { accountKey, type LockedAccount, lockAccounts, lockAccountsById } from '@guanyi/db/ledger/accounts';
import { holdPeriods } from '@guanyi/db/ledger/periods';
import {
  findTransfer,
  findTransfers,
  insertTransfers,
  type NewTransfer,
  type StoredTransfer,
} from '@guanyi/db/ledger/transfers';
import type { Day } from '@guanyi/domain/kernel/local-time';
import type { AccountName } from '@guanyi/domain/ledger/account';
import { applyMovement, checkTransfer, firstBelowFloor, type TransferKind } from '@guanyi/domain/ledger/transfer';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';

/** One movement to be written. */
export interface TransferOrder {
  /** Where the value comes from. */
  debit: AccountName;
  /** Where it goes. */
  credit: AccountName;
  /** Fen, or stake units; whole and above zero. */
  amount: number;
  kind: TransferKind;
  /** Names the fact within its kind, say the id of a statement: the same fact again moves nothing. */
  reference: string;
  /** Local day of the district; decides the period. */
  day: Day;
  /** `pending` reserves until `postPending` or `voidPending`. */
  state?: 'posted' | 'pending';
  /** The posted transfer that this one takes back; each can be taken back once. */
  reversesId?: string;
}

export interface Transferred {
  id: string;
  /** False when the fact was on record already; nothing moved then. */
  isNew: boolean;
}

/**
 * Moves an amount from one account of a district to another, inside the caller's transaction. Accounts come into being by being named.
 * Refused with `period-closed` when the month of `day` is closed, and with `insufficient-balance` when an account with a floor
 * (deposit, voucher, unallocated money, stake holding) would fall below zero; a caller returns the refusal or one of its own in its place.
 * Throws when the same kind and reference were used for something else: that is a bug. Several movements of one transaction belong
 * in one call of `transferAll`, so that accounts are locked in one order.
 */
export async function transfer(
  tx: Tx,
  context: CommandContext,
  districtId: string,
  order: TransferOrder,
): Promise<Outcome<Transferred>> {
  const outcome = await transferAll(tx, context, districtId, [order]);
  return outcome.ok ? done(outcome.value[0]!) : outcome;
}

/** The same for several movements of one district: all of them or none. @returns one result an order, in their order. */
export async function transferAll(
  tx: Tx,
  context: CommandContext,
  districtId: string,
  orders: readonly TransferOrder[],
): Promise<Outcome<Transferred[]>> {
  if (orders.length === 0) return done([]);
  const names = orders.flatMap((order) => [order.debit, order.credit]);
  const closed = await closedPeriods(tx, context, districtId, orders.map(checkTransfer));
  const accounts = await lockAccounts(tx, districtId, names, context.now);
  const rows = orders.map((order) => rowOf(order, accounts));
  const known = new Map((await findTransfers(tx, districtId, rows)).map((row) => [factOf(row), row]));
  const results = rows.map((row) => {
    const existing = known.get(factOf(row));
    if (existing && !isSameMovement(existing, row)) {
      throw new Error(`${row.kind} ${row.reference} is on record as another movement.`);
    }
    return { id: existing?.id ?? row.id, isNew: !existing };
  });
  // What is on record may be told again after its month was closed.
  const fresh = rows.filter((row) => !known.has(factOf(row)));
  const late = fresh.find((row) => closed.includes(row.period));
  if (late) return refuse('period-closed', { details: { period: late.period } });
  const byId = new Map([...accounts.values()].map((account) => [account.id, account]));
  const refusal = await write(tx, context, districtId, fresh, byId);
  return refusal ?? done(results);
}

export interface Resolution {
  districtId: string;
  transferId: string;
  /** Local day of the district on which the reservation becomes a movement or ends. */
  day: Day;
}

/**
 * Turns a reservation into a movement of up to its amount; the rest is given back. Doing it again changes nothing.
 * Refused with `state-conflict` when it was voided, and like `transfer`.
 */
export async function postPending(
  tx: Tx,
  context: CommandContext,
  resolution: Resolution & { amount?: number },
): Promise<Outcome<Transferred>> {
  return resolve(tx, context, resolution, 'posted', resolution.amount);
}

/** Gives a reservation back. Doing it again changes nothing. Refused with `state-conflict` when it was posted. */
export async function voidPending(
  tx: Tx,
  context: CommandContext,
  resolution: Resolution,
): Promise<Outcome<Transferred>> {
  return resolve(tx, context, resolution, 'voided', undefined);
}

async function resolve(
  tx: Tx,
  context: CommandContext,
  { districtId, transferId, day }: Resolution,
  state: 'posted' | 'voided',
  amount: number | undefined,
): Promise<Outcome<Transferred>> {
  const unlocked = await findTransfer(tx, districtId, transferId);
  if (unlocked?.transfer.state !== 'pending') throw new Error(`Transfer ${transferId} reserves nothing.`);
  const { transfer: pending } = unlocked;
  if (amount !== undefined && amount > pending.amount) throw new RangeError('More than was reserved cannot be posted.');
  const period = checkTransfer({ amount: amount ?? pending.amount, day });
  const closed = await closedPeriods(tx, context, districtId, [period]);
  const accounts = await lockAccountsById(tx, districtId, [pending.debitAccountId, pending.creditAccountId]);
  // Looked up again under the lock: two that resolve at once take turns here.
  const resolved = (await findTransfer(tx, districtId, transferId))?.resolution;
  if (resolved) {
    return resolved.state === state
      ? done({ id: resolved.id, isNew: false })
      : refuse('state-conflict', { details: { currentStatus: resolved.state } });
  }
  if (closed.length > 0) return refuse('period-closed', { details: { period } });
  const row: NewTransfer = {
    ...pending,
    id: newId(),
    amount: amount ?? pending.amount,
    day,
    period,
    state,
    resolvesId: pending.id,
    resolvedAmount: pending.amount,
  };
  const refusal = await write(tx, context, districtId, [row], accounts);
  return refusal ?? done({ id: row.id, isNew: true });
}

/** Takes a posted transfer back by its mirror image of the given day. Doing it again changes nothing. */
export async function reverseTransfer(
  tx: Tx,
  context: CommandContext,
  { districtId, transferId, day }: Resolution,
): Promise<Outcome<Transferred>> {
  const found = await findTransfer(tx, districtId, transferId);
  if (found?.transfer.state !== 'posted') throw new Error(`Transfer ${transferId} moved nothing.`);
  const { transfer: original } = found;
  const period = checkTransfer({ amount: original.amount, day });
  const closed = await closedPeriods(tx, context, districtId, [period]);
  const accounts = await lockAccountsById(tx, districtId, [original.debitAccountId, original.creditAccountId]);
  const row: NewTransfer = {
    ...original,
    id: newId(),
    debitAccountId: original.creditAccountId,
    creditAccountId: original.debitAccountId,
    kind: 'reversal',
    reference: original.id,
    day,
    period,
    resolvesId: null,
    resolvedAmount: 0,
    reversesId: original.id,
  };
  const [existing] = await findTransfers(tx, districtId, [row]);
  if (existing) return done({ id: existing.id, isNew: false });
  if (closed.length > 0) return refuse('period-closed', { details: { period } });
  const refusal = await write(tx, context, districtId, [row], accounts);
  return refusal ?? done({ id: row.id, isNew: true });
}

function closedPeriods(tx: Tx, context: CommandContext, districtId: string, periods: readonly string[]) {
  return holdPeriods(tx, districtId, [...new Set(periods)], context.now);
}

async function write(
  tx: Tx,
  context: CommandContext,
  districtId: string,
  rows: readonly NewTransfer[],
  accounts: ReadonlyMap<string, LockedAccount>,
): Promise<Refusal | undefined> {
  if (rows.length === 0) return undefined;
  const sums = rows.reduce(applyMovement, new Map(accounts));
  const below = firstBelowFloor(accounts, sums);
  if (below) return refuse('insufficient-balance', { details: { account: accounts.get(below)?.kind } });
  await insertTransfers(tx, districtId, rows, { userId: context.reach.userId ?? null, now: context.now });
  return undefined;
}

function rowOf(order: TransferOrder, accounts: ReadonlyMap<string, LockedAccount>): NewTransfer {
  const debit = accounts.get(accountKey(order.debit))!;
  const credit = accounts.get(accountKey(order.credit))!;
  if (debit.unit !== credit.unit) throw new Error(`${debit.kind} and ${credit.kind} count different things.`);
  return {
    id: newId(),
    unit: debit.unit,
    debitAccountId: debit.id,
    creditAccountId: credit.id,
    amount: order.amount,
    kind: order.kind,
    reference: order.reference,
    day: order.day,
    period: checkTransfer(order),
    state: order.state ?? 'posted',
    resolvesId: null,
    resolvedAmount: 0,
    reversesId: order.reversesId ?? null,
  };
}

const factOf = (row: { kind: string; reference: string; state: string }) => `${row.kind}/${row.state}/${row.reference}`;

function isSameMovement(a: StoredTransfer, b: NewTransfer): boolean {
  return a.debitAccountId === b.debitAccountId && a.creditAccountId === b.creditAccountId && a.amount === b.amount;
}
