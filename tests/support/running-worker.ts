import { connect, type Database } from '@guanyi/db/client';
import { type Clock, systemClock } from '@guanyi/platform/clock';
import { createLogger } from '@guanyi/platform/logger';
import { type RunningWorker, startWorker, type WorkerDeps } from '@guanyi/worker/worker';
import { impatient } from './worker-timing.ts';

export interface WorkerInTest extends RunningWorker {
  readonly database: Database;
}

/** A worker of the product inside the test's process, with short leases so that a lost job comes back soon. */
export async function runWorker(
  databaseUrl: string,
  options: Partial<WorkerDeps> & { clock?: Clock } = {},
): Promise<WorkerInTest> {
  const database = connect(databaseUrl, { max: 8, applicationName: 'guanyi-worker-in-test' });
  const worker = await startWorker({
    database,
    databaseUrl,
    mayKeepMails: true,
    mailFrom: 'Guanyi 关仪共享 <no-reply@guanyi.test>',
    publicUrl: 'http://127.0.0.1:4100',
    clock: systemClock,
    log: createLogger('worker', process.env.PROCESS_LOG_LEVEL ?? 'silent'),
    timing: impatient,
    ...options,
  });
  return {
    database,
    async stop() {
      await worker.stop();
      await database.close();
    },
  };
}
