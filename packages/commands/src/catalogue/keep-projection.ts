import type { Tx } from '@guanyi/db/client';
import { lockProjection } from '@guanyi/db/projection/fill';
import {
  checkProjection,
  foldNotes,
  moveProjectionOn,
  type ProjectionCheck,
  rebuildProjection,
} from '@guanyi/db/projection/fold';
import { type CommandContext, done, type Outcome } from '../context.ts';

/** Takes the oldest changes into the projection that the search reads; nothing while another does. @returns how many. */
export async function foldChanges(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ taken: number }>> {
  if (!(await lockProjection(tx))) return done({ taken: 0 });
  return done({ taken: await foldNotes(tx, context.now, limit) });
}

/** Makes the whole projection anew from calendar and catalogue. */
export async function rebuildAll(tx: Tx, context: CommandContext): Promise<Outcome<{ isDone: boolean }>> {
  if (!(await lockProjection(tx))) return done({ isDone: false });
  await rebuildProjection(tx, context.now);
  return done({ isDone: true });
}

/**
 * Once a night: lets the days that are over go, follows claims that reach far ahead, and compares everything with the calendar.
 * @returns null while another keeps the projection.
 */
export async function checkNightly(tx: Tx, context: CommandContext): Promise<Outcome<ProjectionCheck | null>> {
  if (!(await lockProjection(tx))) return done(null);
  await moveProjectionOn(tx, context.now);
  return done(await checkProjection(tx, context.now));
}
