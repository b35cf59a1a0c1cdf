// Does the statement runs that it is told of, in a process of its own, for tests that kill it in the middle.
import { runStatements } from '@guanyi/commands/statements/run-statements';
import { connect } from '@guanyi/db/client';
import { systemClock } from '@guanyi/platform/clock';

const database = connect(process.env.DATABASE_URL ?? '', { max: 2, applicationName: 'guanyi-statement-run' });

process.on('message', async ({ operationId }: { operationId: string }) => {
  try {
    await runStatements(database, () => systemClock.now(), operationId);
    process.send?.({ ended: operationId });
  } catch (error) {
    process.send?.({ ended: operationId, error: String(error) });
  }
});
process.send?.('running');
