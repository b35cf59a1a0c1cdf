import { foldChanges } from '@guanyi/commands/catalogue/keep-projection';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import type { Database } from '@guanyi/db/client';
import { systemClock } from '@guanyi/platform/clock';

/** Lets the projection take in all that other measures have noted, as a worker would have done meanwhile. */
export async function takeInNotes(database: Database): Promise<void> {
  const context = systemContext(systemClock.now());
  for (let taken = 1; taken > 0; ) {
    const folded = await execute(database, context, foldChanges, { limit: 2_000 });
    if (!folded.ok) throw new Error(`The projection could not be brought up to date: ${folded.code}`);
    taken = folded.value.taken;
  }
  await database.sql`VACUUM (ANALYZE) instrument_days, calendar_notes`;
}
