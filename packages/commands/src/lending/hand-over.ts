import type { Tx } from '@guanyi/db/client';
import { insertDamage } from '@guanyi/db/lending/damages';
import { answerExtension } from '@guanyi/db/lending/extensions';
import { cancelInspections } from '@guanyi/db/lending/inspections';
import { findLendingKey, type StoredLending } from '@guanyi/db/lending/lendings';
import { findHandOverReport } from '@guanyi/db/lending/reports';
import { releaseClaim, shortenClaim } from '@guanyi/db/scheduling/claims';
import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { type Condition, differencesBetween } from '@guanyi/domain/lending/condition';
import { newId } from '@guanyi/platform/ids';
import { withdrawApprovals } from '../approvals/withdraw-approvals.ts';
import { type CommandContext, done, type Outcome, type Refusal } from '../context.ts';
import { transfer } from '../ledger/transfer.ts';
import { type LendingChange, loadForChange, move } from './change-lending.ts';
import { chargeLease } from './charge-lease.ts';
import { letOthersReturn } from './displace.ts';
import { endOverdue } from './make-way-for-overdue.ts';
import { takeDays } from './take-days.ts';
import { type Signature, userOf, writeReport } from './write-report.ts';

export interface Handing extends LendingChange {
  conditions: Condition[];
  accessories: string[];
  meterReading?: number | undefined;
  photoIds: string[];
  signedBy: string[];
  /** As drawn or typed on the screen; where left out, the names of `signedBy` count as typed, the lab's first. */
  signatures?: Signature[] | undefined;
}

/**
 * Hands a contracted instrument over: both sides have signed what they saw, the deposit is held, and a lease is charged for its term.
 * Before the first day only if nobody has the days in between.
 */
export async function handOver(tx: Tx, context: CommandContext, input: Handing): Promise<Outcome<{ id: string }>> {
  const loaded = await loadForChange(tx, context, input);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  const { now } = context;
  const heldFen = lending.depositFen;
  const from = Math.min(lending.from, now);
  const outcome = await move(tx, context, lending, 'handOver', { changes: { handedOverAt: now, heldFen, from } });
  if (!outcome.ok) return outcome;
  const refusal =
    (await writeReport(tx, context, lending, input, 'handOver')) ?? (await occupyEarlier(tx, context, lending));
  if (refusal) return refusal;
  if (heldFen > 0) {
    const held = await transfer(tx, context, lending.districtId, {
      debit: { kind: 'bank', ownerId: lending.districtId },
      credit: { kind: 'deposit', ownerId: lending.organisationId, scopeId: lending.id },
      amount: heldFen,
      kind: 'depositHold',
      reference: lending.id,
      day: localDay(lending.zone, now),
    });
    if (!held.ok) return held;
  }
  if (lending.kind === 'lease') await chargeLease(tx, context, outcome.value, lending);
  return done({ id: lending.id });
}

/**
 * Takes an instrument back: what is worse than at hand-over becomes damage claims, the rest of its days is free at once, and for what
 * others had to make way comes back to them. It is closed when nothing is held.
 */
export async function takeBack(tx: Tx, context: CommandContext, input: Handing): Promise<Outcome<{ id: string }>> {
  await endExtension(tx, context, input);
  const loaded = await loadForChange(tx, context, input);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  const outcome = await move(tx, context, lending, 'takeBack', { changes: { returnedAt: context.now } });
  if (!outcome.ok) return outcome;
  const before = await findHandOverReport(tx, lending);
  const refusal = await writeReport(tx, context, lending, input, 'takeBack');
  if (refusal) return refusal;
  for (const { item, after, note } of before ? differencesBetween(before, input) : []) {
    const damage = { id: newId(), item, description: note || after, amountFen: null, source: 'difference' as const };
    const unpriced = { status: 'open' as const, answerDueAt: null };
    await insertDamage(tx, lending, { ...damage, ...unpriced, reportedBy: userOf(context), at: context.now });
  }
  await shortenClaim(tx, lending.labId, lending.id, context.now);
  await endOverdue(tx, context, lending);
  await letOthersReturn(tx, context, lending, context.now);
  await cancelInspections(tx, lending, context.now);
  const today = localDay(lending.zone, context.now);
  if (lending.kind === 'lease' && today > lending.lastDay) {
    await chargeLease(tx, context, outcome.value, { firstDay: addDays(lending.lastDay, 1), lastDay: today });
  }
  return done({ id: lending.id });
}

/** An extension that nobody has decided ends with the take-back. Its chain is locked before the loan, as decisions do. */
async function endExtension(tx: Tx, context: CommandContext, { kind, id }: LendingChange): Promise<void> {
  const key = await findLendingKey(tx, context.reach, kind, id);
  if (!key) return;
  const subjectType = kind === 'loan' ? 'loanExtension' : 'leaseExtension';
  await withdrawApprovals(tx, context, { labId: key.labId, subjectType, subjectId: id });
  const extension = await answerExtension(tx, key, 'declined', context.now);
  if (extension) await releaseClaim(tx, key.labId, extension.id);
}

/** An instrument that leaves before its first day is occupied from then on. */
async function occupyEarlier(tx: Tx, context: CommandContext, lending: StoredLending): Promise<Refusal | undefined> {
  if (context.now >= lending.from) return undefined;
  return takeDays(tx, context, {
    ...lending,
    ...{ claimId: lending.id, from: context.now, until: lending.from },
    kind: lending.kind === 'loan' ? 'loan' : 'termLease',
  });
}
