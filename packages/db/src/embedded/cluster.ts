import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Account, lentAccount, reachableByAll } from './account.ts';

/** The files of one embedded PostgreSQL. */
export interface Cluster {
  folder: string;
  data: string;
  log: string;
  password: string;
}

/**
 * Where a cluster asked for at `folder` really lives: there, or below /var/tmp when we are root and the account that PostgreSQL
 * runs under cannot get into the folder above it, as in a checkout below a private home.
 */
export function clusterFolder(folder: string): string {
  const wanted = path.resolve(folder);
  // Made first and with ordinary rights: a recursive mkdir would give the narrow rights of the last folder to all of them.
  mkdirSync(path.dirname(wanted), { recursive: true });
  if (!lentAccount() || reachableByAll(path.dirname(wanted))) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  return path.join('/var/tmp', `guanyi-postgres-data-${name}`);
}

/**
 * Opens the cluster in a folder and makes it first when there is none.
 * @throws Error when the folder belongs to another user or PostgreSQL cannot make its files.
 */
export function openCluster(wanted: string, binaries: string, account: Account | undefined): Cluster {
  const folder = clusterFolder(wanted);
  const owner = account?.uid ?? process.getuid?.();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account && statSync(folder).uid === 0) chownSync(folder, account.uid, account.gid);
  if (owner !== undefined && statSync(folder).uid !== owner) {
    throw new Error(`${folder} belongs to another user. Start as that user, or point DATA_DIR at another folder.`);
  }
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  if (!existsSync(data)) {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account) chownSync(passwordFile, account.uid, account.gid);
    initialise(data, passwordFile, binaries, account);
  }
  return { folder, data, log: path.join(folder, 'postgres.log'), password: readFileSync(passwordFile, 'utf8') };
}

/** Everything is made beside its final place and renamed at the end, so that a kill half-way leaves no half-made cluster. */
function initialise(data: string, passwordFile: string, binaries: string, account: Account | undefined): void {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const made = spawnSync(
    path.join(binaries, 'initdb'),
    [
      `--pgdata=${unfinished}`,
      '--username=app',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      // The built-in locale sorts the same way on every system.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      // pg_trgm asks the C library what a letter is; in the plain C locale no Chinese character is one, and search by parts of words finds nothing.
      `--lc-ctype=${process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'}`,
      '--no-sync',
      '--no-instructions',
    ],
    { ...account, cwd: path.dirname(data), env: serverEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  renameSync(unfinished, data);
}

/** What PostgreSQL's programs get to see of the environment: our own may hold `PG…` variables that are meant for another server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
