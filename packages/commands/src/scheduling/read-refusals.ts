import type { Connection } from '@guanyi/db/client';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';
import { durationMs, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import { judgeBooking, type RefusedStretch, refusedStretches } from '@guanyi/domain/scheduling/judge';
import type { QuotaUse } from '@guanyi/domain/scheduling/quota';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { judgeForm } from './judge-request.ts';
import { readRequest } from './read-request.ts';
import { type AskedWay, readQuotas, standingOf } from './standing.ts';

export interface AskedRange extends AskedWay {
  instrumentId: string;
  range: Window;
  onBehalfOf?: string | undefined;
}

export interface Refusals {
  zone: string;
  refused: RefusedStretch[];
}

/**
 * Which stretches of time the caller cannot book, and why, before anything is submitted: the same rules that judge a
 * booking. What is taken is not among them; the availability shows that.
 */
export async function readRefusals(
  connection: Connection,
  context: CommandContext,
  asked: AskedRange,
): Promise<Outcome<Refusals>> {
  const { instrumentId, range, onBehalfOf } = asked;
  const read = await readRequest(connection, context, { instrumentId, form: 'machineTime', window: range, onBehalfOf });
  if (!read.ok) return read;
  const { rules, zone, calendar, priority } = read.value.instrument;
  const unavailable = judgeForm(read.value.instrument, 'machineTime');
  if (unavailable || !rules) return unavailable ?? refuse('mode-not-offered');
  const quotas = await quotasOf(connection, context, read.value, range);
  const standing = standingOf(context, read.value, asked, quotas);
  const judged = { rules, zone, calendar, priority, standing, now: context.now };
  return done({ zone, refused: refusedStretches(judged, range) });
}

/** Why exactly this window would be refused to the caller; empty when a booking would pass every rule. */
export async function refusalsOf(
  connection: Connection,
  context: CommandContext,
  facts: RequestFacts,
  asked: AskedWay & { window: Window },
): Promise<RefusedStretch[]> {
  const { rules, zone, calendar, priority } = facts.instrument;
  if (!rules) return [];
  const isTooLong = durationMs(asked.window) > rules.maxMinutes * MINUTE_MS;
  const quotas = isTooLong ? [] : await quotasOf(connection, context, facts, asked.window);
  const standing = standingOf(context, facts, asked, quotas);
  return judgeBooking({ rules, zone, calendar, priority, standing, now: context.now }, asked.window);
}

async function quotasOf(
  connection: Connection,
  context: CommandContext,
  facts: RequestFacts,
  range: Window,
): Promise<QuotaUse[]> {
  if (!facts.customer) return [];
  const { organisationId } = facts.customer;
  return readQuotas(connection, context, facts, { range, userId: context.reach.userId ?? null, organisationId });
}
