// Makes the projection that the search reads anew from the calendar. Searches go on meanwhile, and are right before and after.
import { rebuildAll } from '@guanyi/commands/catalogue/keep-projection';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { connect } from '@guanyi/db/client';
import { migrate } from '@guanyi/db/migrate';
import { createClock } from '@guanyi/platform/clock';
import { loadEnv } from '@guanyi/platform/env';
import { say } from './checkout.ts';
import { borrowDatabase } from './database.ts';

const env = loadEnv();
const borrowed = await borrowDatabase(env);
try {
  const role = await migrate(borrowed.url);
  const database = connect(borrowed.url, { max: 1, applicationName: 'guanyi-rebuild', role });
  const began = performance.now();
  const outcome = await execute(database, systemContext(createClock(env.CLOCK_FILE).now()), rebuildAll, undefined);
  await database.close();
  const isDone = outcome.ok && outcome.value.isDone;
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(isDone ? `Rebuilt in ${seconds} s.` : 'Another process keeps the projection just now; try again.');
  if (!isDone) process.exitCode = 1;
} finally {
  await borrowed.stop();
}
