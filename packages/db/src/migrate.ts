import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Waiting longer for a lock than this would stop traffic; the migration gives up instead and is tried again. */
const lockTimeoutMs = 2_000;
const migrationLock = 7_246_001;

/**
 * Brings the database to the newest schema; does nothing when it is there already. Safe to call from several processes at once.
 * @throws when a migration fails; the transaction of that migration is rolled back.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { lock_timeout: lockTimeoutMs, TimeZone: 'UTC' },
  });
  try {
    await sql`SET lock_timeout = 0`;
    await sql`SELECT pg_advisory_lock(${migrationLock})`;
    await sql`SET lock_timeout = ${sql.unsafe(String(lockTimeoutMs))}`;
    await run(drizzle(sql), { migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)) });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
