import { runImport as run } from '@guanyi/commands/catalogue/run-import';
import type { Reaction } from '../../reaction.ts';

/** A register that was handed in is applied, batch by batch; one that was broken off goes on where it stopped. */
export const runImport: Reaction<'import.requested'> = {
  work: ({ database, clock }, event) => run(database, () => clock.now(), event.payload.operationId),
};
