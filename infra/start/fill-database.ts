import { loadVocabularies } from '@guanyi/commands/catalogue/load-vocabularies';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { seedDemo } from '@guanyi/commands/seed/demo';
import { connect } from '@guanyi/db/client';
import { migrate } from '@guanyi/db/migrate';
import { createClock } from '@guanyi/platform/clock';
import type { Env } from '@guanyi/platform/env';

/**
 * Brings the database to the newest schema and gives it what the product cannot be without: the vocabularies; with `demo` also an
 * example nation. What is there already stays as it is.
 */
export async function fillDatabase(url: string, seed: 'demo' | 'none', env: Env): Promise<void> {
  await migrate(url);
  const database = connect(url, { max: 2, applicationName: 'guanyi-start' });
  try {
    const { now } = createClock(env.CLOCK_FILE);
    if (seed === 'demo') await seedDemo(database, { now: now(), demoPassword: env.DEMO_PASSWORD });
    else await execute(database, systemContext(now()), loadVocabularies, undefined);
  } finally {
    await database.close();
  }
}
