import { readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The account PostgreSQL runs under when it may not be ours. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it the account `nobody`, which every system has: no user is created on the machine.
 * @returns undefined when our own account will do.
 * @throws Error when we are root and there is no such account.
 */
export function lentAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === 'nobody') return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL refuses to run as root and there is no user "nobody" to run it as. Set DATABASE_URL.');
}

/** Whether every account can pass through all folders above `target` and use `target` itself. */
export function reachableByAll(target: string): boolean {
  for (let place = path.resolve(target); ; place = path.dirname(place)) {
    if (!(statSync(place).mode & 0o001)) return false;
    if (place === path.dirname(place)) return true;
  }
}

/** A folder for temporary files that every account can pass through: the system's own, unless that one is private. */
export function sharedTemporaryFolder(): string {
  const candidates = [os.tmpdir(), '/var/tmp', '/tmp'];
  return candidates.find((place) => isFolder(place) && reachableByAll(place)) ?? os.tmpdir();
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
