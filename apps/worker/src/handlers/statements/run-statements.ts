import { runStatements as run } from '@guanyi/commands/statements/run-statements';
import type { Reaction } from '../../reaction.ts';

/** A run that was asked for is done in one transaction of its own, however many charges there are. */
export const runStatements: Reaction<'statements.requested'> = {
  work: ({ database, clock }, event) => run(database, () => clock.now(), event.payload.operationId),
};
