import type { Tx } from '@guanyi/db/client';
import { audit } from '@guanyi/db/identity/store';
import { append } from '@guanyi/db/outbox';
import type { StoredConflict } from '@guanyi/db/scheduling/conflicts';
import { insertOutage, type NewOutage } from '@guanyi/db/scheduling/outages';
import { type LockedInstrument, lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import type { OutageKind } from '@guanyi/domain/scheduling/claim';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { makeWay } from './make-way.ts';

/** An instrument that is away for longer than this is retired, not out of service. */
const longestDays = 1_827;

export interface OutageRequest extends Window {
  instrumentId: string;
  kind: OutageKind;
  note: string;
}

export interface CreatedOutage {
  id: string;
  conflicts: StoredConflict[];
}

/**
 * Takes an instrument out of service, whatever is booked: always granted to the lab's staff. Every claim under it is
 * suspended and becomes a conflict; none is lost, none costs a fee. Statutory duty is written to the audit trail.
 */
export async function createOutage(
  tx: Tx,
  context: CommandContext,
  request: OutageRequest,
): Promise<Outcome<CreatedOutage>> {
  if (request.until <= request.from || isTooLong(request))
    return refuse('invalid-window', { details: { longestDays } });
  const instrument = await lockInstrument(tx, context.reach, request.instrumentId);
  if (!instrument) return refuse('not-found');
  const created = await announceOutage(tx, context, instrument, { ...request, planId: null });
  if (!created) throw new Error('An outage without a plan cannot exist already.');
  return done(created);
}

export function isTooLong({ from, until }: Window): boolean {
  return until - from > longestDays * DAY_MS;
}

/**
 * The same for an instrument that is locked already, also for outages that come from a plan or a list.
 * @returns undefined when this occurrence of the plan, or line of a list, is an outage already.
 */
export async function announceOutage(
  tx: Tx,
  context: CommandContext,
  instrument: LockedInstrument,
  wanted: Omit<OutageRequest, 'instrumentId'> & { planId: string | null; importKey?: string | undefined },
): Promise<CreatedOutage | undefined> {
  const { from, until, kind, note, planId, importKey = null } = wanted;
  const outage: NewOutage = {
    ...{ id: newId(), labId: instrument.labId, instrumentId: instrument.id, districtId: instrument.districtId },
    ...{ from, until, kind, note, planId, importKey, createdBy: context.reach.userId ?? null, createdAt: context.now },
  };
  if (!(await insertOutage(tx, outage))) return undefined;
  const origin = { instrument, cause: kind, outageId: outage.id };
  const conflicts = await makeWay(tx, context, origin, { kind, claimId: outage.id, from, until });
  const payload = { labId: outage.labId, outageId: outage.id };
  await append(tx, {
    name: 'outage.announced',
    ...{ labId: outage.labId, aggregateId: outage.id, payload, occurredAt: context.now },
  });
  if (kind === 'statutory') await recordDuty(tx, context, outage, conflicts);
  return { id: outage.id, conflicts };
}

/** Who gave way to statutory duty must be able to see later that it was so. */
async function recordDuty(
  tx: Tx,
  context: CommandContext,
  outage: NewOutage,
  conflicts: readonly StoredConflict[],
): Promise<void> {
  const entry = { actorUserId: context.reach.userId, organisationId: outage.districtId, labId: outage.labId };
  const details = {
    ...{ instrumentId: outage.instrumentId, from: new Date(outage.from).toISOString() },
    ...{ until: new Date(outage.until).toISOString(), note: outage.note },
    displaced: conflicts.map((conflict) => conflict.claimId),
  };
  await audit(
    tx,
    { ...entry, action: 'outage.statutory', subjectType: 'outage', subjectId: outage.id, details },
    context.now,
  );
}
