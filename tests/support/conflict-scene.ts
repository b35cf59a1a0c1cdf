import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { advanceConflict, noteFailedStep } from '@guanyi/commands/scheduling/advance-conflict';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
import { type ConflictView, listConflicts, listDueConflicts } from '@guanyi/db/scheduling/conflicts';
import type { OutageKind } from '@guanyi/domain/scheduling/claim';
import { database, day, everything, world } from './booking-scene.ts';
import { asPerson, at, wednesdayMorning } from './factories/world.ts';

/** Takes an instrument out of service on the Monday of the scene, between two local times. */
export async function breakDown(
  instrumentId: string,
  from: string,
  until: string,
  options: { kind?: OutageKind; now?: number } = {},
) {
  const window = { from: at(`${day} ${from}`), until: at(`${day} ${until}`) };
  const outcome = await execute(database, asPerson(world.keeper, options.now), createOutage, {
    ...{ instrumentId, kind: options.kind ?? 'breakdown', note: 'detector', ...window },
  });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

/** Takes every step of every conflict that is due at the instant, as the sweeper does. */
export async function advanceAll(now: number = wednesdayMorning): Promise<void> {
  for (let ids = await listDueConflicts(database, now, 1_000); ids.length > 0; ) {
    for (const conflictId of ids) {
      const outcome = await execute(database, systemContext(now), advanceConflict, { conflictId });
      if (!outcome.ok) await execute(database, systemContext(now), noteFailedStep, { conflictId });
    }
    ids = await listDueConflicts(database, now, 1_000);
  }
}

export async function conflictOf(bookingId: string): Promise<ConflictView> {
  const [view] = await listConflicts(database, everything, { bookingId, limit: 1 });
  if (!view) throw new Error(`Booking ${bookingId} has no conflict.`);
  return view;
}
