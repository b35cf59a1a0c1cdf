import type { Reaction } from '../../reaction.ts';

/**
 * A register that was handed in is applied, batch by batch; one that was broken off goes on where it stopped.
 * Dictionaries and table readers weigh as much as the rest of the worker together, so they are loaded with the first import.
 */
export const runImport: Reaction<'import.requested'> = {
  work: async ({ database, clock }, event) => {
    const { runImport: run } = await import('@guanyi/commands/catalogue/run-import');
    await run(database, () => clock.now(), event.payload.operationId);
  },
};
