import type { Tx } from '@guanyi/db/client';
import { countHolds, insertClaim, lockHoldsOfOrganisation } from '@guanyi/db/scheduling/claims';
import { MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import { footprint } from '@guanyi/domain/scheduling/booking-rules';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { judgeForm, judgeTime } from './judge-request.ts';
import { customerOf, readRequest } from './read-request.ts';
import { takeSlot } from './take-slot.ts';

/** Long enough to fill in the form, short enough not to keep a slot from others. */
const holdMinutes = 10;
/** Holds of one organisation at the same time; more would be hoarding. */
const mostHolds = 5;

export interface HoldRequest extends Window {
  instrumentId: string;
  organisationId?: string | undefined;
}

export interface Held extends Window {
  id: string;
  instrumentId: string;
  releaseAt: number;
  createdAt: number;
}

/** Keeps a slot while its form is filled in. It blocks like a booking until it lapses, is released or becomes one. */
export async function createHold(tx: Tx, context: CommandContext, request: HoldRequest): Promise<Outcome<Held>> {
  const userId = context.reach.userId ?? null;
  if (request.until <= request.from) return refuse('invalid-window');
  const read = await readRequest(tx, context, {
    ...request,
    form: 'machineTime',
    window: request,
    onBehalfOf: request.organisationId,
  });
  if (!read.ok) return read;
  const facts = read.value.instrument;
  const refusal = judgeForm(facts, 'machineTime') ?? judgeTime(facts, request, context.now);
  if (refusal) return refusal;
  const customer = customerOf(context.reach, read.value);
  if (!customer.ok) return customer;
  const { organisationId } = customer.value;
  await lockHoldsOfOrganisation(tx, organisationId);
  if ((await countHolds(tx, organisationId, context.now)) >= mostHolds)
    return refuse('too-many-holds', { details: { limit: mostHolds } });
  const id = newId();
  const claimed = footprint(facts.rules!, request);
  const releaseAt = context.now + holdMinutes * MINUTE_MS;
  const claim = {
    ...{ id, claimId: id, labId: facts.labId, instrumentId: facts.id, kind: 'hold' as const },
    ...{ organisationId, userId, ...claimed, expiresAt: releaseAt, createdAt: context.now },
  };
  const conflict = await takeSlot(tx, facts, { window: request, footprint: claimed, now: context.now, userId }, () =>
    insertClaim(tx, claim),
  );
  if (conflict) return conflict;
  return done({
    id,
    instrumentId: facts.id,
    from: request.from,
    until: request.until,
    releaseAt,
    createdAt: context.now,
  });
}
