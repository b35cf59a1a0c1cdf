import { loadVocabularies } from '@guanyi/commands/catalogue/load-vocabularies';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { seedDemo } from '@guanyi/commands/seed/demo';
import { applicationRole, connect } from '@guanyi/db/client';
import { migrate } from '@guanyi/db/migrate';
import { createClock } from '@guanyi/platform/clock';
import type { Env } from '@guanyi/platform/env';
import { say } from './checkout.ts';

/** The product runs without the role; that nobody rewrites the books then rests on the code alone. */
const unprotected =
  '数据库用户无权创建角色，账簿未受角色保护 · The database login may not create roles, so none keeps the books from being rewritten. ' +
  `As its administrator: CREATE ROLE ${applicationRole} NOLOGIN; GRANT ${applicationRole} TO <login>;`;

/**
 * Brings the database to the newest schema and gives it what the product cannot be without: the vocabularies; with `demo` also an
 * example nation. What is there already stays as it is.
 * @returns the role that API and worker connect with.
 */
export async function fillDatabase(url: string, seed: 'demo' | 'none', env: Env): Promise<string> {
  const usable = await migrate(url);
  const role = env.DATABASE_ROLE ?? usable;
  if (role === 'none') say(unprotected);
  const database = connect(url, { max: 2, applicationName: 'guanyi-start', role });
  try {
    const { now } = createClock(env.CLOCK_FILE);
    if (seed === 'demo') await seedDemo(database, { now: now(), demoPassword: env.DEMO_PASSWORD });
    else await execute(database, systemContext(now()), loadVocabularies, undefined);
    return role;
  } finally {
    await database.close();
  }
}
