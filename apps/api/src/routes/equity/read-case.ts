import { isOfUnit } from '@guanyi/commands/equity/unit';
import type { Connection } from '@guanyi/db/client';
import { findCase } from '@guanyi/db/equity/case-queries';
import { listPriorityHours } from '@guanyi/db/equity/priority-hours';
import { readRoom } from '@guanyi/db/equity/room-queries';
import { findVenture } from '@guanyi/db/equity/venture-queries';
import type { Reach } from '@guanyi/domain/identity/reach';
import { Problem } from '../../problem.ts';
import { presentCase, presentObjection } from './present-case.ts';

/** One case with its room, as the reader sees it. @throws Problem `not-found` when it lies out of reach. */
export async function readCase(connection: Connection, reach: Reach, caseId: string, now: number) {
  const view = await findCase(connection, reach, caseId);
  if (!view) throw new Problem('not-found');
  const room = await readRoom(connection, view);
  const venture = view.ventureId ? await findVenture(connection, reach, view.ventureId) : undefined;
  const hours = venture ? await listPriorityHours(connection, { labId: view.labId, ventureId: venture.id }) : [];
  return presentCase(view, room, venture && { ...venture, hours }, {
    now,
    isInsider: reach.all || isOfUnit(reach, view),
    organisationIds: reach.organisationIds,
  });
}

/** One objection as who raised or answered it sees it. */
export async function readObjection(
  connection: Connection,
  reach: Reach,
  { caseId, objectionId }: { caseId: string; objectionId: string },
) {
  // Who objects need not see the case, only the notice.
  const view = await findCase(connection, { ...reach, all: true }, caseId);
  const room = view && (await readRoom(connection, view));
  const objection = room?.objections.find((one) => one.id === objectionId);
  if (!view || !objection) throw new Error(`Objection ${objectionId} is not there after it was written.`);
  return presentObjection(caseId, objection, reach.all || isOfUnit(reach, view));
}
