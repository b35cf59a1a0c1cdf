import type { Reaction } from '../../reaction.ts';

/** A list of outages that was handed in is applied, batch by batch; one that was broken off goes on where it stopped. */
export const runOutageImport: Reaction<'outageImport.requested'> = {
  work: async ({ database, clock }, event) => {
    const { runOutageImport: run } = await import('@guanyi/commands/scheduling/import-outages');
    await run(database, () => clock.now(), event.payload.operationId);
  },
};
