import type { Tx } from '@guanyi/db/client';
import { insertDistribution } from '@guanyi/db/equity/records';
import { holdingsOn } from '@guanyi/db/equity/stakes';
import { remember } from '@guanyi/db/equity/store';
import { equityStatusAt } from '@guanyi/domain/equity/equity-case';
import { incomeRouteOf } from '@guanyi/domain/equity/income-route';
import { distribute } from '@guanyi/domain/equity/stake';
import { unitTypeOf } from '@guanyi/domain/kernel/uscc';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { bookIncome } from './book-income.ts';
import { type CaseChange, openCase, wrongState } from './change-case.ts';

export interface NewDistribution extends CaseChange {
  amountFen: number;
  declaredOn: string;
}

/**
 * Records what a venture distributes: divided by the units held at the end of the day on which it was declared (X10). The unit's
 * part goes into its books by the kind of unit it is; the parts of others are for their own books. `not-eligible` when nobody
 * held anything on that day.
 */
export async function recordDistribution(
  tx: Tx,
  context: CommandContext,
  made: NewDistribution,
): Promise<Outcome<{ labId: string; ventureId: string; distributionId: string }>> {
  const opened = await openCase(tx, context, made);
  if (!opened.ok) return opened;
  const { loaded } = opened.value;
  const { ventureId, labId, districtId } = loaded;
  if (equityStatusAt(loaded, context.now) !== 'contributed' || ventureId === null)
    return wrongState(loaded, context.now);
  const { amountFen, declaredOn } = made;
  const holdings = await holdingsOn(tx, { districtId, ventureId, day: declaredOn });
  if (!holdings.some((holding) => holding.units > 0)) {
    return refuse('not-eligible', { errors: [{ pointer: '/declaredOn', code: 'nobody-holds' }] });
  }
  const parts = distribute(amountFen, holdings);
  const id = newId();
  const route = incomeRouteOf(unitTypeOf(loaded.uscc));
  const userId = context.reach.userId ?? loaded.userId;
  await insertDistribution(
    tx,
    { id, labId, ventureId, districtId, amountFen, declaredOn, parts, route, userId },
    context.now,
  );
  const own = parts.find((part) => part.organisationId === districtId)?.amountFen ?? 0;
  const income = { kind: 'distribution', amountFen: own, reference: id, day: declaredOn } as const;
  const booked = await bookIncome(tx, context, { ...loaded, ventureId }, income);
  if (!booked.ok) return booked;
  await remember(tx, loaded, { action: 'distribute', at: context.now, actorUserId: userId, note: String(amountFen) });
  return done({ labId, ventureId, distributionId: id });
}
