import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres, { type Sql } from 'postgres';
import { applicationRole } from './client.ts';
import { sqlStateOf } from './errors.ts';

/** Waiting longer for a lock than this would stop traffic; the migration gives up instead and is tried again. */
const lockTimeoutMs = 2_000;
const migrationLock = 7_246_001;

/** Tables whose rows the application may add and never change: what happened, happened. */
const appendOnly = ['transfers'];

/**
 * Brings the database to the newest schema and the role of the application to its rights; does nothing when they are there already.
 * Safe to call from several processes at once.
 * @returns the role to connect with: `none` where the login may not make roles and nobody else has made this one.
 * @throws when a migration fails; the transaction of that migration is rolled back.
 */
export async function migrate(url: string): Promise<string> {
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
    if (!(await hasRole(sql))) return 'none';
    await grantRights(sql);
    return applicationRole;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Roles belong to the whole server, so another database of it may have made this one. */
async function hasRole(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ exists: boolean; usable: boolean }[]>`
    SELECT count(*) > 0 AS exists, coalesce(bool_or(pg_has_role(oid, 'MEMBER')), false) AS usable
    FROM pg_roles WHERE rolname = ${applicationRole}`;
  if (row?.exists) return row.usable;
  try {
    await sql.unsafe(`CREATE ROLE ${applicationRole} NOLOGIN; GRANT ${applicationRole} TO CURRENT_USER`);
    return true;
  } catch (error) {
    // Insufficient privilege; or another database of the server was faster, and then the role is there.
    if (sqlStateOf(error) === '42501') return false;
    if (['42710', '23505'].includes(sqlStateOf(error) ?? '')) return hasRole(sql);
    throw error;
  }
}

/** Given anew after every migration, so that no new table is forgotten. Sent as one query, which is one transaction: nobody sees a right too many. */
async function grantRights(sql: Sql): Promise<void> {
  await sql.unsafe(`
    GRANT USAGE ON SCHEMA public TO ${applicationRole};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${applicationRole};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${applicationRole};
    REVOKE UPDATE, DELETE ON ${appendOnly.join(', ')} FROM ${applicationRole}`);
}
