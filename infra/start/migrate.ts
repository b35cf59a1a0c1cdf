// For servers that are run by hand or by a container: brings the database at DATABASE_URL to the newest schema and vocabularies, and ends.
import { loadEnv } from '@guanyi/platform/env';
import { say } from './checkout.ts';
import { fillDatabase } from './fill-database.ts';

const env = loadEnv();
if (!env.DATABASE_URL) throw new Error('DATABASE_URL is not set.');
await fillDatabase(env.DATABASE_URL, 'none', env);
say('The database is up to date.');
