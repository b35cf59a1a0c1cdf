// For servers that are run by hand or by a container: brings the database at DATABASE_URL to the newest schema and ends.
import { migrate } from '@guanyi/db/migrate';
import { loadEnv } from '@guanyi/platform/env';
import { say } from './checkout.ts';

const { DATABASE_URL } = loadEnv();
if (!DATABASE_URL) throw new Error('DATABASE_URL is not set.');
await migrate(DATABASE_URL);
say('The schema is up to date.');
