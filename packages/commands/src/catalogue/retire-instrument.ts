import {
  findFutureClaims,
  loadInstrumentForUpdate,
  retireInstrument as retire,
} from '@guanyi/db/catalogue/instruments';
import type { Tx } from '@guanyi/db/client';
import { audit } from '@guanyi/db/identity/store';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { claimsAhead } from '../scheduling/claims-ahead.ts';
import { openConflict } from '../scheduling/open-conflict.ts';

export interface Retirement {
  instrumentId: string;
  reason?: string | undefined;
  /** Retires although there are future claims: each becomes a conflict that is resolved like those of an outage. */
  force?: boolean | undefined;
  ifMatch: number | undefined;
}

/**
 * Takes an instrument out of service for good. Refused while claims are under way or to come: they are listed. With
 * `force` each of them becomes a conflict; it keeps its place until the conflict is resolved.
 */
export async function retireInstrument(
  tx: Tx,
  context: CommandContext,
  { instrumentId, reason, force, ifMatch }: Retirement,
): Promise<Outcome<{ id: string }>> {
  const stored = await loadInstrumentForUpdate(tx, context.reach, instrumentId);
  if (!stored) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== stored.version) {
    return refuse('version-mismatch', { details: { version: stored.version } });
  }
  if (stored.status === 'retired') return refuse('state-conflict', { details: { currentStatus: 'retired' } });
  const claims = await findFutureClaims(tx, stored.labId, stored.id, context.now);
  if (claims.length > 0 && !force) {
    return refuse('future-claims', {
      details: { claims: claims.map(({ id, kind, ...window }) => ({ id, kind, ...text(window) })) },
    });
  }
  await retire(tx, { labId: stored.labId, id: stored.id, now: context.now });
  const ahead = await claimsAhead(tx, context, stored);
  const origin = { instrument: stored, cause: 'retirement' as const };
  const conflicts = await openConflict(tx, context, origin, ahead);
  const entry = { actorUserId: context.reach.userId, organisationId: stored.districtId, labId: stored.labId };
  await audit(
    tx,
    {
      ...entry,
      action: 'instrument.retired',
      subjectType: 'instrument',
      subjectId: stored.id,
      details: { reason: reason ?? null, conflicts: conflicts.map((conflict) => conflict.claimId) },
    },
    context.now,
  );
  return done({ id: stored.id });
}

/** A claim without end, such as a contribution to a venture, has no `until`. */
function text({ from, until }: { from: number; until: number }) {
  const written = (at: number) => new Date(at).toISOString();
  return { from: written(from), ...(Number.isFinite(until) ? { until: written(until) } : {}) };
}
