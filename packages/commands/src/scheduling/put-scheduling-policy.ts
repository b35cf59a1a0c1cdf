import { findLabCopies } from '@guanyi/db/catalogue/instruments';
import type { Tx } from '@guanyi/db/client';
import { audit } from '@guanyi/db/identity/store';
import { findPolicy, type LabPolicy, putPolicy } from '@guanyi/db/scheduling/scheduling-policy';
import type { SchedulingPolicy } from '@guanyi/domain/scheduling/scheduling-policy';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

/**
 * Sets how a lab deals with conflicts and attendance. Conflicts that are open keep their deadline; their default follows the
 * new policy when places are next looked for.
 */
export async function putSchedulingPolicy(
  tx: Tx,
  { reach, now }: CommandContext,
  { labId, policy, ifMatch }: { labId: string; policy: SchedulingPolicy; ifMatch: number | undefined },
): Promise<Outcome<LabPolicy>> {
  const lab = await findLabCopies(tx, reach, labId);
  if (!lab) return refuse('not-found');
  const before = await findPolicy(tx, labId);
  if (ifMatch !== undefined && ifMatch !== before.version)
    return refuse('version-mismatch', { details: { version: before.version } });
  await putPolicy(tx, { ...policy, labId, updatedBy: reach.userId ?? null, now });
  const entry = {
    actorUserId: reach.userId,
    organisationId: lab.districtId,
    labId,
    action: 'schedulingPolicy.changed',
  };
  await audit(tx, { ...entry, subjectType: 'lab', subjectId: labId, details: { ...policy } }, now);
  return done(await findPolicy(tx, labId));
}
