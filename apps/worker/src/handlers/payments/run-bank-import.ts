import type { Reaction } from '../../reaction.ts';

/** A big file of receipts is entered, batch by batch; one that was broken off goes on where it stopped. */
export const runBankImport: Reaction<'bankImport.requested'> = {
  work: async ({ database, clock }, event) => {
    const { runBankImport: run } = await import('@guanyi/commands/payments/run-bank-import');
    await run(database, () => clock.now(), event.payload.operationId);
  },
};
