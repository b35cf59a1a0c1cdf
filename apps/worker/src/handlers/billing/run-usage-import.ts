import type { Reaction } from '../../reaction.ts';

/** A file of uses that was handed in is put on record, batch by batch; one that was broken off goes on where it stopped. */
export const runUsageImport: Reaction<'usageImport.requested'> = {
  work: async ({ database, clock }, event) => {
    const { runUsageImport: run } = await import('@guanyi/commands/billing/run-usage-import');
    await run(database, () => clock.now(), event.payload.operationId);
  },
};
